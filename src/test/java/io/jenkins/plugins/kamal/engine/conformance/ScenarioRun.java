package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.cli.InProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does a recording twice, once with Kamal's commands and once with our command line, and compares. */
final class ScenarioRun {

    private static final Pattern CONFIGURATION = Pattern.compile("(?:CONFIGS|\\.\\./cfg)/(.*)\\.yml");

    private final Recordings recordings;
    private final Scenario scenario;
    private final Path root;
    private final AppProject project;
    private final Recording recording;

    private ScenarioRun(Recordings recordings, Scenario scenario, Path root) throws IOException {
        this.recordings = recordings;
        this.scenario = scenario;
        this.root = root;
        this.project = new AppProject(root);
        this.recording = recordings.read(scenario.recording(), project.head());
    }

    static Outcome run(Recordings recordings, Scenario scenario, Path root) throws IOException, InterruptedException {
        return new ScenarioRun(recordings, scenario, root).run();
    }

    private Outcome run() throws IOException, InterruptedException {
        try (Machines kamals = Machines.forKamal(root.resolve("kamal.trace"));
                Machines ours = Machines.forUs(root.resolve("our.trace"))) {
            arrange(kamals);
            arrange(ours);
            List<String> surprises = Replay.run(recording, kamals, project);
            Comparison replayed = new Comparison();
            replayed.rows("recorded state", Snapshot.recorded(after()), Snapshot.asRecorded(kamals));
            InProcess.Result result = runOurs(ours);
            Comparison comparison = new Comparison();
            comparison.exit(recording.exitStatus(), result.exitStatus());
            comparison.actions(Actions.of(kamals.calls()), Actions.of(ours.calls()));
            comparison.hooks(recording.hooks(), project.hooks());
            comparison.rows("state", Snapshot.of(kamals), Snapshot.of(ours));
            List<String> all = new ArrayList<>(surprises);
            all.addAll(replayed.differences());
            return new Outcome(scenario, comparison.differences(), all, result.out() + result.err());
        }
    }

    private FleetState before() {
        String name = scenario.recording();
        return recording.lines().isEmpty() ? after() : recordings.before(name, name, project.head());
    }

    private FleetState after() {
        return recordings.after(scenario.recording(), scenario.recording(), project.head());
    }

    private void arrange(Machines machines) throws IOException {
        if (!recording.builds()) {
            Restore.push(machines, project.head());
        }
        Restore.apply(before(), machines);
        scenario.arrangements().forEach(arrangement -> arrangement.arrange(project, machines));
        machines.watch();
    }

    private InProcess.Result runOurs(Machines machines) throws IOException {
        project.login(machines);
        Map<String, String> environment = new HashMap<>(project.environment(machines));
        environment.putAll(recording.environment());
        List<String> words = recording.words().stream().map(this::configured).toList();
        return InProcess.run(project.directory, environment, machines.servers.ports(), words);
    }

    /** A configuration of the recordings as a file outside the project. */
    private String configured(String word) {
        Matcher matcher = CONFIGURATION.matcher(word);
        if (!matcher.matches()) {
            return word;
        }
        project.write("../configs/" + matcher.group(1) + ".yml", Variants.of(matcher.group(1)));
        return root.resolve("configs/" + matcher.group(1) + ".yml").toString();
    }
}
