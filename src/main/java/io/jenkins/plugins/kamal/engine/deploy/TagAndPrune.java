package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.deploy.build.LatestTag;
import io.jenkins.plugins.kamal.engine.deploy.run.CleanUp;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a deploy, with one script per host: tags the image as the latest one, if that is not done yet, and removes
 * old containers and images. By then the new version serves, so a failure of either is only a warning and does not prevent the other.
 */
final class TagAndPrune {

    private final Session session;
    private final LatestTag tag;
    private final Prune prune;
    private final List<Host> tagged;
    private final Map<String, Set<String>> before;

    /**
     * Prepares the end of a deploy.
     *
     * @param tags whether the image is tagged, too; false if that is done
     * @param before the versions that served before the deploy, by the name of the role, to which a rollback goes back
     */
    TagAndPrune(Session session, boolean tags, Map<String, Set<String>> before) {
        this.before = Map.copyOf(before);
        this.session = session;
        this.tag = new LatestTag(session);
        this.prune = new Prune(session);
        this.tagged = tags ? session.targets().appHosts() : List.of();
    }

    void run() {
        Map<Host, CompletableFuture<ScriptResult>> answers = session.servers()
                .begin(session.targets().hosts(), host -> session.servers().unjudged(host, script(host)));
        tag.attempt(() -> {
            Map<Host, CompletableFuture<ScriptResult>> ofApp = new LinkedHashMap<>(answers);
            ofApp.keySet().retainAll(tagged);
            ofApp.replaceAll((host, answer) -> answer.thenApply(this::requireTagged));
            ServerCommandRunner.join(ofApp);
        });
        new CleanUp(session)
                .attempt(
                        "Old containers or images are left",
                        "Remove what still uses them, then run `kamal prune all`. The next deploy prunes too",
                        () -> {
                            answers.replaceAll((host, answer) -> answer.thenApply(ScriptResult::orThrow));
                            ServerCommandRunner.join(answers);
                        });
    }

    private Script script(Host host) {
        Script script = Script.of();
        if (tagged.contains(host)) {
            for (Script.Step step : tag.script().steps()) {
                script = script.attempt(step.command());
            }
        }
        return script.then(prune.everything(host, before));
    }

    private ScriptResult requireTagged(ScriptResult answer) {
        Output put = answer.output(tag.script().steps().size() - 1);
        if (!put.succeeded()) {
            throw new CommandFailedException(answer.host(), put);
        }
        return answer;
    }
}
