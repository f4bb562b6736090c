package io.jenkins.plugins.kamal.engine.deploy.recording;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.deploy.run.HookCalls;
import io.jenkins.plugins.kamal.engine.deploy.run.Project;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session about the sample app whose servers and local shell record; by default a deploy of version 123. */
public final class SampleSession {

    /** How the recorded command begins that takes the deploy lock. */
    public static final String LOCK = "10.99.0.11: mkdir .kamal/lock-myapp";

    /** How the recorded command begins that releases it. */
    public static final String RELEASE = "10.99.0.11: [ \"$(cat .kamal/lock-myapp/details)\" = ";

    /** When everything happens. */
    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static final Map<String, Secret> SECRETS = Map.of(
            "APP_SECRET", Secret.of("app secret value"),
            "DB_PASSWORD", Secret.of("db password value"),
            "KAMAL_REGISTRY_PASSWORD", Secret.of("registry password value"));

    private final Path directory;
    private final Recording recording = new Recording();
    private final RecordingServers servers = new RecordingServers(recording);
    private final RecordingLocalShell local = new RecordingLocalShell(recording);
    private final StopRequest stop = new StopRequest();
    private final List<DeployEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private Configuration configuration = SampleConfiguration.sample();
    private Request.Options options = Request.Options.NONE;
    private String command = "deploy";
    private Filters filters = Filters.NONE;

    /** A session of a project in this directory, which a test gives hooks and files as it needs them. */
    public SampleSession(Path directory) {
        this.directory = directory;
    }

    /** The session is about this configuration. */
    public SampleSession configuration(SampleConfiguration sample) {
        configuration = sample.build();
        return this;
    }

    /** The request has these options. */
    public SampleSession options(Request.Options value) {
        options = value;
        return this;
    }

    /** The request is this command. */
    public SampleSession command(String value) {
        command = value;
        return this;
    }

    /** The request is restricted to these hosts and roles. */
    public SampleSession filters(Filters value) {
        filters = value;
        return this;
    }

    /** The project has an executable hook of this name. */
    public SampleSession hook(String name) {
        return hook(name, "#!/bin/sh\n");
    }

    /** The project has an executable hook of this name and content. */
    public SampleSession hook(String name, String content) {
        try {
            Path file = directory.resolve(".kamal/hooks").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The commands, and the table of their answers. */
    public Recording recording() {
        return recording;
    }

    public RecordingServers servers() {
        return servers;
    }

    public RecordingLocalShell local() {
        return local;
    }

    public StopRequest stop() {
        return stop;
    }

    /** The events that were told so far. */
    public List<DeployEvent> events() {
        return events;
    }

    /** The log so far. */
    public String log() {
        return String.join("\n", lines);
    }

    /** The command log so far. */
    public String commandLog() {
        return String.join("\n", commands);
    }

    /** The session; every call makes one that starts anew with the same recording. */
    public Session session() {
        Request request = new Request(
                command, null, new Version("123"), null, Targets.of(configuration, filters), filters.roles(), options);
        Redactor redactor = new Redactor();
        redactor.addAll(SECRETS.values());
        Project project = new Project(
                directory,
                directory.resolve("tmp"),
                configuration,
                Secrets.of(SECRETS),
                new Project.Person("deployer@example.com", "Deployer"));
        RunLog log = new RunLog(
                lines::add,
                result -> {},
                commands::add,
                events::add,
                redactor,
                Clock.fixed(NOW, ZoneOffset.UTC),
                RunLog.Verbosity.NORMAL);
        return new Session(
                project, request, local, servers, log, stop, Terminal.NONE, HookCalls.NONE, connecting -> {});
    }
}
