package io.jenkins.plugins.kamal.task;

import hudson.model.Result;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The warnings about a step that succeeded. They mark its node in the graph of the Pipeline, and change no result. */
final class StepWarnings {

    private static final int NAMED_HOSTS = 3;
    private static final String HOOK = "hook ";
    private static final List<String> SELECTING = List.of("--hosts=", "--roles=");

    private StepWarnings() {}

    /** Marks the step's node, if there is anything to warn of. */
    static void mark(StepContext context, EngineRequest request, Deployment deployment)
            throws IOException, InterruptedException {
        List<String> warnings = of(request, deployment);
        FlowNode node = context.get(FlowNode.class);
        if (node != null && !warnings.isEmpty()) {
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(String.join("; ", warnings)));
        }
    }

    static List<String> of(EngineRequest request, Deployment deployment) {
        List<String> warnings = new ArrayList<>();
        List<String> notProven = deployment.getContainers().stream()
                .filter(container -> container.getProof().equals(BootedContainer.NOT_PROVEN))
                .map(BootedContainer::getHost)
                .distinct()
                .sorted()
                .toList();
        if (!notProven.isEmpty()) {
            warnings.add(Messages.StepWarnings_notProven(listed(notProven)));
        }
        if (Deployment.deploys(deployment.getCommand())) {
            request.options().stream()
                    .filter(option -> SELECTING.stream().anyMatch(option::startsWith))
                    .map(option ->
                            Messages.StepWarnings_leftOut(option.substring(2).replace("=", " ")))
                    .forEach(warnings::add);
        }
        deployment.getSkipped().stream()
                .filter(skipped -> skipped.startsWith(HOOK))
                .map(Messages::StepWarnings_skipped)
                .forEach(warnings::add);
        return warnings;
    }

    private static String listed(List<String> hosts) {
        String first = String.join(", ", hosts.subList(0, Math.min(NAMED_HOSTS, hosts.size())));
        return hosts.size() <= NAMED_HOSTS ? first : Messages.StepWarnings_more(first, hosts.size() - NAMED_HOSTS);
    }
}
