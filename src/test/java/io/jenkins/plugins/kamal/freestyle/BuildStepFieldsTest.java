package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.tasks.Builder;
import hudson.util.Secret;
import hudson.util.XStream2;
import io.jenkins.plugins.kamal.credentials.SecretBinding;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalRollbackStep;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Every field of every step and build step, found by reflection, so that a new one is covered as well. */
@WithJenkins
class BuildStepFieldsTest {

    private static final String CREDENTIALS = "kept";
    private static final String PLUGIN = "io.jenkins.plugins.kamal.";

    /** Values that a form accepts, for fields that do not accept any text. */
    private static final Map<String, String> VALUES = Map.of(
            "uncommitted", "mark",
            "onFailure", "rollback",
            "sshCredentialsId", "key",
            "registryCredentialsId", "login",
            "knownHosts", "h ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
            "hook", "pre-deploy");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .addAll(List.of(
                        new BasicSSHUserPrivateKey(
                                CredentialsScope.GLOBAL,
                                "key",
                                "root",
                                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource("a key"),
                                "",
                                ""),
                        new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "user", "password-1"),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, CREDENTIALS, "", Secret.fromString("x"))));
        store.save();
    }

    @Test
    void everyStepHasABuildStepWithTheSameSymbol() throws Exception {
        Set<String> steps = new TreeSet<>();
        stepDescriptors().forEach(descriptor -> steps.add(descriptor.getFunctionName()));
        Set<String> buildSteps = new TreeSet<>();
        for (Descriptor<Builder> descriptor : builderDescriptors()) {
            Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
            assertThat(symbol).as("symbol of " + descriptor.clazz).isNotNull();
            buildSteps.addAll(List.of(symbol.value()));
            assertThat(SymbolLookup.get().findDescriptor(Builder.class, symbol.value()[0]))
                    .as("the build step that Job DSL finds")
                    .isSameAs(descriptor);
            Builder filled = builder(descriptor, UnaryOperator.identity());
            Object again = DescribableModel.of(descriptor.clazz)
                    .instantiate(DescribableModel.uninstantiate2_(filled).getArguments());
            jenkins.assertEqualDataBoundBeans(filled, again);
        }
        assertThat(buildSteps).isEqualTo(steps).contains("kamal", "kamalDeploy", "kamalRollback");
    }

    @Test
    void everyFormKeepsEveryField() throws Exception {
        for (Descriptor<Builder> descriptor : builderDescriptors()) {
            Builder filled = builder(descriptor, UnaryOperator.identity());
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.getBuildersList().add(filled);
            jenkins.configRoundtrip(job);
            jenkins.assertEqualDataBoundBeans(filled, job.getBuildersList().get(0));
        }
        StepConfigTester forms = new StepConfigTester(jenkins);
        for (StepDescriptor descriptor : stepDescriptors()) {
            Step filled = (Step) fill(descriptor.clazz, UnaryOperator.identity());
            jenkins.assertEqualDataBoundBeans(filled, forms.configRoundTrip(filled));
        }
    }

    /** The field that names a variable is the one exception; a name with a variable in it is refused. */
    @Test
    void everyTextFieldOfAFreestyleJobIsExpanded() throws Exception {
        for (Descriptor<Builder> descriptor : builderDescriptors()) {
            EnvVars environment = new EnvVars();
            Map<String, String> variables = new HashMap<>();
            Builder builder = builder(
                    descriptor,
                    value -> variables.computeIfAbsent(value, text -> {
                        String variable = "V" + environment.size();
                        environment.put(
                                variable, text.equals("mark") || text.equals("rollback") ? text : "x" + variable + "x");
                        return "${" + variable + "}";
                    }));
            if (builder instanceof EngineBuilder engine) {
                EngineStep step = engine.settings();
                String request = new XStream2().toXML(step.request(FieldText.expandedBy(environment)));
                assertThat(environment).hasSizeGreaterThan(5);
                assertThat(request)
                        .as("request of " + descriptor.clazz)
                        .doesNotContain("${")
                        .contains(environment.values());
            }
        }
    }

    private static List<StepDescriptor> stepDescriptors() {
        return jenkins.jenkins.getExtensionList(StepDescriptor.class).stream()
                .filter(descriptor -> descriptor.clazz.getName().startsWith(PLUGIN))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Descriptor<Builder>> builderDescriptors() {
        List<Descriptor<Builder>> found = new ArrayList<>();
        for (Descriptor<?> descriptor : jenkins.jenkins.getDescriptorList(Builder.class)) {
            if (descriptor.clazz.getName().startsWith(PLUGIN)) {
                found.add((Descriptor<Builder>) descriptor);
            }
        }
        return found;
    }

    private static Builder builder(Descriptor<Builder> descriptor, UnaryOperator<String> text) throws Exception {
        return (Builder) fill(descriptor.clazz, text);
    }

    /** An object in which every field has another value than by default. */
    private static Object fill(Class<?> type, UnaryOperator<String> text) throws Exception {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        String[] names = ClassDescriptor.loadParameterNames(constructor);
        Object[] values = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = value(names[i], constructor.getParameterTypes()[i], text);
        }
        Object filled = constructor.newInstance(values);
        for (Method setter : setters(type).toList()) {
            String name = Character.toLowerCase(setter.getName().charAt(3))
                    + setter.getName().substring(4);
            if (type == KamalRollbackStep.class && name.equals("uncommitted")) {
                // A rollback goes to a version that exists, so neither its form nor its engine asks for a policy.
                continue;
            }
            setter.invoke(filled, value(name, setter.getParameterTypes()[0], text));
        }
        return filled;
    }

    private static Stream<Method> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .filter(method -> !method.isBridge());
    }

    private static Object value(String name, Class<?> type, UnaryOperator<String> text) throws Exception {
        if (type == String.class) {
            String value = VALUES.getOrDefault(name, "some-" + name);
            return name.equals("outputVariable") ? "SOME_OUTPUT" : text.apply(value);
        }
        if (type == boolean.class) {
            // A build step returns the output in its outputVariable instead.
            return !name.equals("returnOutput");
        }
        if (type == int.class) {
            return 7;
        }
        if (type == double.class) {
            return 7.5;
        }
        if (type == List.class && name.equals("secrets")) {
            return List.of(new SecretBinding(text.apply("NAME"), text.apply(CREDENTIALS)));
        }
        if (Step.class.isAssignableFrom(type)) {
            return fill(type, text);
        }
        assertThat(type)
                .as("type of " + name + "; teach this test what a value of it is")
                .isAssignableTo(Describable.class);
        return fill(type, text);
    }
}
