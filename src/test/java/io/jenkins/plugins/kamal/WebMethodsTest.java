package io.jenkins.plugins.kamal;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every method that a form can call, found by reflection and called by everybody. */
@WithJenkins
class WebMethodsTest {

    private static final String SECRET = "the-credential-of-production";
    private static final String BAD_VALUE = "bad/value";
    private static final String ENGINE = "io.jenkins.plugins.kamal.engine";

    /** The methods that are not those of a descriptor, and the test that calls each as different users. */
    private static final Map<String, TestMethod> TESTED_ELSEWHERE = Map.of(
            "CommandLog.text",
            new TestMethod("task.CommandLogTest", "thePageLinksToAllCommandsOfAStepWhoseLogIsInWords"),
            "CommandLogs.getDynamic",
            new TestMethod("task.CommandLogTest", "thePageLinksToAllCommandsOfAStepWhoseLogIsInWords"),
            "JobRollback.doStart",
            new TestMethod("rollback.JobRollbackTest", "onlyWhoMayBuildGoesBack"),
            "JobRollback.getTarget",
            new TestMethod("rollback.JobRollbackTest", "onlyWhoMayBuildGoesBack"));

    private record TestMethod(String type, String name) {}

    @Test
    void answerOnlyThoseWhoMayFillInTheForm(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, SECRET, "", "user", "a-password"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));
        List<JavaMethod> methods = webMethods()
                .filter(method -> !TESTED_ELSEWHERE.containsKey(nameOf(method)))
                .toList();
        assertThat(methods).hasSizeGreaterThanOrEqualTo(6);

        for (JavaMethod method : methods) {
            assertThat(descriptorsWith(jenkins, method))
                    .as(
                            "descriptors with the method " + nameOf(method)
                                    + "; write a test for it and name that test in TESTED_ELSEWHERE if it is not one of a descriptor")
                    .isNotEmpty();
            for (Descriptor<?> descriptor : descriptorsWith(jenkins, method)) {
                String name = method.getName();
                String path = job.getUrl() + "descriptorByName/" + descriptor.getId() + "/"
                        + Character.toLowerCase(name.charAt(2)) + name.substring(3)
                        + "?value=" + BAD_VALUE;
                for (String user : List.of("anonymous", "reader", "builder", "administrator")) {
                    String what = user + " " + path;
                    assertThat(call(jenkins, user, path, HttpMethod.GET))
                            .as("GET by " + what)
                            .matches(refused -> refused.getStatusCode() >= 400);
                    WebResponse answer = call(jenkins, user, path, HttpMethod.POST);
                    if (user.equals("administrator")) {
                        assertThat(answer.getStatusCode()).as(what).isEqualTo(200);
                    } else {
                        assertThat(answer.getContentAsString())
                                .as(what)
                                .doesNotContain(SECRET)
                                .doesNotContain("\"value\":\"fail\"")
                                .doesNotContain("class=error")
                                .doesNotContain("class=\"error\"");
                    }
                }
            }
        }
    }

    @Test
    void otherMethodsHaveTestsOfTheirOwn() throws Exception {
        List<String> found = webMethods().map(WebMethodsTest::nameOf).toList();
        assertThat(found).containsAll(TESTED_ELSEWHERE.keySet());
        for (Map.Entry<String, TestMethod> elsewhere : TESTED_ELSEWHERE.entrySet()) {
            TestMethod test = elsewhere.getValue();
            Class<?> type = Class.forName(WebMethodsTest.class.getPackageName() + "." + test.type());
            assertThat(type.getDeclaredMethods())
                    .as(elsewhere.getKey())
                    .filteredOn(method -> method.getName().equals(test.name()))
                    .hasSize(1)
                    .allMatch(method -> method.isAnnotationPresent(Test.class));
        }
    }

    /** Everything that an address can reach: by name, by annotation, or because Stapler asks it for the rest of an address. */
    private static Stream<JavaMethod> webMethods() {
        return PluginClasses.ALL.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.BRIDGE))
                .filter(method -> method.getName().matches("do[A-Z].*|js[A-Z].*|getDynamic|getTarget")
                        || method.getAnnotations().stream().anyMatch(annotation -> annotation
                                .getRawType()
                                .getName()
                                .matches("org\\.kohsuke\\.stapler\\.(interceptor|verb|bind|WebMethod).*")))
                .filter(method -> !method.getOwner().getPackageName().startsWith(ENGINE));
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    private static List<Descriptor<?>> descriptorsWith(JenkinsRule jenkins, JavaMethod method) {
        return jenkins.jenkins.getExtensionList(Descriptor.class).stream()
                .filter(descriptor -> method.getOwner().reflect().isInstance(descriptor))
                .<Descriptor<?>>map(descriptor -> descriptor)
                .toList();
    }

    /** The bare answer: hundreds of pages with their windows would fill the memory. */
    private static WebResponse call(JenkinsRule jenkins, String user, String path, HttpMethod how) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (!user.equals("anonymous")) {
                browser.withBasicCredentials(user, user);
            }
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), how);
            if (how == HttpMethod.POST) {
                browser.addCrumb(request);
            }
            return browser.loadWebResponse(request);
        }
    }
}
