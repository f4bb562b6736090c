package io.jenkins.plugins.kamal.task;

import hudson.console.HyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import io.jenkins.plugins.kamal.run.deployment.RoleState;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of a deploy in the log: which version serves on which hosts, with links to the job's Deployments page, and
 * after a canary which steps go on or back. The plugin makes the links from the recorded events, so no output of a hook or a server becomes a link.
 */
final class ServingLine {

    private static final int NAMED_HOSTS = 10;

    private ServingLine() {}

    /** Writes a line if the command booted any container, and another one if it paused after its canary. */
    static void print(TaskListener listener, Run<?, ?> run, Deployment deployment) {
        printHosts(listener, run, deployment);
        PausedCanary canary = deployment.getCanary();
        if (canary != null && !canary.isEnded()) {
            listener.getLogger()
                    .println(
                            canary.isForVisitors()
                                    ? Messages.ServingLine_decideForAll()
                                    : Messages.ServingLine_decide());
        }
    }

    private static void printHosts(TaskListener listener, Run<?, ?> run, Deployment deployment) {
        if (deployment.getContainers().isEmpty()) {
            return;
        }
        List<String> hosts = deployment.getRoleStates().stream()
                .filter(state -> state.getVersion().equals(deployment.getVersion()))
                .map(RoleState::getHost)
                .distinct()
                .toList();
        String page = "/" + run.getParent().getUrl() + "kamal/";
        String named = hosts.stream()
                .limit(NAMED_HOSTS)
                .map(host -> HyperlinkNote.encodeTo(page, host))
                .collect(Collectors.joining(", "));
        listener.getLogger()
                .println(Messages.ServingLine_serves(
                        HyperlinkNote.encodeTo(page, Abbreviation.version(deployment.getVersion())),
                        hosts.size() <= NAMED_HOSTS
                                ? named
                                : Messages.StepWarnings_more(named, hosts.size() - NAMED_HOSTS)));
    }
}
