package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AssetCommands;
import io.jenkins.plugins.kamal.engine.command.app.ErrorPageCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.CertificateFiles;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prepares the files that the containers and the proxy on the servers need at boot: error pages, shared assets and
 * certificates ({@code lib/kamal/cli/app/*.rb}). If nothing but the environment may change, error pages and certificates
 * stay as they are.
 */
final class AppFiles {

    private static final int LARGEST_PAGE = 8 << 20;
    private static final String ERROR_PAGES = "{4??.html,5??.html}";

    private final Session session;
    private final Configuration configuration;

    AppFiles(Session session) {
        this.session = session;
        this.configuration = session.configuration();
    }

    /** Puts all files on the hosts. */
    void put() {
        Map<String, byte[]> errorPages = errorPages();
        session.servers().run(session.targets().appHosts(), host -> errorPages(errorPages)
                .then(certificates(host)));
        shareAssets();
    }

    /** Puts error pages and assets on the hosts, including hosts that keep the old version for now. */
    void share() {
        Map<String, byte[]> errorPages = errorPages();
        session.servers().run(session.targets().appHosts(), host -> errorPages(errorPages));
        shareAssets();
    }

    void putCertificates() {
        session.servers().run(session.targets().appHosts(), this::certificates);
    }

    private Script errorPages(Map<String, byte[]> pages) {
        if (pages.isEmpty()) {
            return Script.of();
        }
        ErrorPageCommands commands = new ErrorPageCommands(configuration, session.version());
        Script script = Script.of(commands.createDirectory());
        for (Map.Entry<String, byte[]> page : pages.entrySet()) {
            script = script.run(FileCommands.write(commands.path(page.getKey()), "0644", page.getValue()));
        }
        return script;
    }

    private Map<String, byte[]> errorPages() {
        Map<String, byte[]> pages = new TreeMap<>();
        if (session.request().options().rollout().environmentOnly()) {
            return pages;
        }
        configuration
                .paths()
                .errorPages()
                .map(session.project().directory()::resolve)
                .filter(Files::isDirectory)
                .ifPresent(directory -> {
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ERROR_PAGES)) {
                        for (Path file : files) {
                            pages.put(file.getFileName().toString(), RegularFile.bytes(file, LARGEST_PAGE));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                "The error pages in " + directory + " cannot be read (error_pages_path)", e);
                    }
                });
        return pages;
    }

    private Script certificates(Host host) {
        Script script = Script.of();
        RolloutChoices choices = session.request().options().rollout();
        boolean kept = choices.keepsSecrets() || choices.environmentOnly();
        for (Role role : session.targets().rolesOn(host)) {
            if (!kept && role.proxy().isPresent()) {
                script = script.then(CertificateFiles.write(
                        configuration,
                        role.name(),
                        role.proxy().get(),
                        session.project().secrets()::require));
            }
        }
        return script;
    }

    private void shareAssets() {
        for (Role role : session.targets().roles()) {
            if (!AssetCommands.hasAssets(role)) {
                continue;
            }
            AssetCommands assets = new AssetCommands(configuration, role, session.version());
            session.servers()
                    .all(
                            session.targets().appHosts().stream()
                                    .filter(role.hosts()::contains)
                                    .toList(),
                            host -> {
                                AppCommands app = new AppCommands(configuration, role, host);
                                return session.servers()
                                        .run(host, Script.of(assets.extract(), app.currentRunningVersion()))
                                        .thenCompose(found -> session.servers()
                                                .run(
                                                        host,
                                                        Script.of(sync(
                                                                assets,
                                                                app,
                                                                found.output(1).stdout()))));
                            });
        }
    }

    private static Command sync(AssetCommands assets, AppCommands app, String printedVersion) {
        String running = printedVersion.strip();
        return running.isEmpty() ? assets.sync() : assets.sync(app.container(running));
    }
}
