package io.jenkins.plugins.kamal.docs;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Stand-ins for the steps of the Kubernetes plugin, because no test machine has a cluster: what would run in a pod runs on
 * the agent with the label {@code docker}. {@code engine.docs.PodsTest} compares the pods with the pipelines.
 */
final class PodSteps {

    private PodSteps() {}

    /** Makes the steps known to the Jenkins that runs here. */
    static void register() {
        for (StepDescriptor step : List.of(new PodTemplateStep.DescriptorImpl(), new ContainerStep.DescriptorImpl())) {
            ExtensionList.lookup(StepDescriptor.class).add(step);
            ExtensionList.lookup(Descriptor.class).add(step);
        }
    }

    /** {@code podTemplate(yaml: '…') { … }}: inside, {@code POD_LABEL} is the label of the agent. */
    public static final class PodTemplateStep extends Step {

        private String yaml = "";

        @DataBoundConstructor
        public PodTemplateStep() {}

        @DataBoundSetter
        public void setYaml(String yaml) {
            this.yaml = yaml;
        }

        @Override
        public StepExecution start(StepContext context) {
            if (!yaml.contains("kind: Pod")) {
                throw new IllegalArgumentException("The yaml of podTemplate is not a pod: " + yaml);
            }
            return new Block(context, "docker");
        }

        public static final class DescriptorImpl extends BlockDescriptor {
            DescriptorImpl() {
                super("podTemplate");
            }
        }
    }

    /** {@code container('…') { … }}. */
    public static final class ContainerStep extends Step {

        private final String name;

        @DataBoundConstructor
        public ContainerStep(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Block(context, "docker");
        }

        public static final class DescriptorImpl extends BlockDescriptor {
            DescriptorImpl() {
                super("container");
            }
        }
    }

    private abstract static class BlockDescriptor extends StepDescriptor {

        private final String function;

        BlockDescriptor(String function) {
            this.function = function;
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }

    private static final class Block extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1;

        private final String label;

        Block(StepContext context, String label) {
            super(context);
            this.label = label;
        }

        @Override
        public boolean start() throws Exception {
            StepContext context = getContext();
            EnvironmentExpander expander = EnvironmentExpander.merge(
                    context.get(EnvironmentExpander.class),
                    EnvironmentExpander.constant(new EnvVars("POD_LABEL", label)));
            context.newBodyInvoker()
                    .withContexts(expander)
                    .withCallback(BodyExecutionCallback.wrap(context))
                    .start();
            return false;
        }
    }
}
