package io.jenkins.plugins.kamal.run.deployment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables that a command sets for the later steps of its run, whether it succeeded or failed. If
 * several commands of a run have a value for a variable, the last one wins.
 */
final class DeploymentVariables {

    static final String IMAGE = "KAMAL_IMAGE";
    static final String DIGEST = "KAMAL_DIGEST";
    static final String PREVIOUS_VERSION = "KAMAL_PREVIOUS_VERSION";
    static final String RESULT = "KAMAL_DEPLOY_RESULT";

    static final String PLAN = "KAMAL_PLAN";

    private DeploymentVariables() {}

    /** The variables, or none while the command runs. */
    static Map<String, String> of(Deployment deployment) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (deployment.getStatus() == Deployment.Status.RUNNING) {
            return variables;
        }
        put(variables, IMAGE, deployment.getImage());
        put(variables, DIGEST, deployment.getDigest());
        put(variables, PLAN, deployment.getPlan().getFingerprint());
        if (Deployment.deploys(deployment.getCommand())) {
            put(variables, PREVIOUS_VERSION, deployment.getPreviousVersion());
            put(variables, RESULT, deployment.getStatus().name());
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, String value) {
        if (!value.isEmpty()) {
            variables.put(name, value);
        }
    }
}
