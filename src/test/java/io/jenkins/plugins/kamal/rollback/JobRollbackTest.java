package io.jenkins.plugins.kamal.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.cli.CLICommandInvoker;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.ledger.page.DeployableVersion;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Back to an earlier version from the job's pages, with the parameter that offers the versions. */
@WithJenkins
class JobRollbackTest {

    private static final String VERSION = "VERSION";

    @Test
    void aRowOfTheHistoryLeadsBack(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.addProperty(new ParametersDefinitionProperty(
                parameter("shop", "production"), new StringParameterDefinition("COLOR", "blue")));
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v1", "web-1", "web-2");
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v2", "web-1", "web-2");
        int builds = shop.getLastBuild().getNumber();

        HtmlPage deployments = page(jenkins, shop.getUrl() + "kamal/");
        List<DomElement> buttons = deployments.getByXPath("//a[contains(@class,'kamal-roll-back')]");
        assertThat(buttons).as("the version that runs has no button").hasSize(1);
        Told.in(jenkins.buildAndAssertSuccess(shop))
                .started("deploy", "shop", "production", "v3", "web-1", "web-2")
                .booted("web-1", "web", "v3", "", Proof.NOT_PROVEN, 10)
                .finished(1, "not healthy on web-2", 10);
        assertThat(page(jenkins, shop.getUrl() + "kamal/")
                        .<DomElement>getByXPath("//a[contains(@class,'kamal-roll-back')]"))
                .as("v1, and v2, which a failed deploy left on one host")
                .hasSize(2);
        builds++;
        HtmlPage confirmation = jenkins.createWebClient()
                .goTo(shop.getUrl() + "kamal/" + buttons.get(0).getAttribute("href"));
        assertThat(shop.getLastBuild().getNumber()).as("a link changes nothing").isEqualTo(builds);
        assertThat(rows(confirmation)).containsExactly("web-1 web v3 v1", "web-2 web v2 v1");
        jenkins.submit(confirmation.getFormByName("rollback"));
        jenkins.waitUntilNoActivity();

        FreeStyleBuild back = shop.getLastBuild();
        assertThat(back.getNumber()).isEqualTo(builds + 1);
        assertThat(back.getAction(ParametersAction.class).getParameter(VERSION).getValue())
                .isEqualTo("v1");
        assertThat(back.getAction(ParametersAction.class).getParameter("COLOR").getValue())
                .isEqualTo("blue");
        assertThat(back.getCauses().toString() + back.getCauses().get(1).getShortDescription())
                .contains("Roll back shop → production to version v1");
        deploy(back, "production", "v1", "web-1", "web-2");
        assertThat(page(jenkins, shop.getUrl() + "kamal/")
                        .<DomElement>getFirstByXPath("//table[contains(@class,'kamal-history')]/tbody/tr")
                        .asNormalizedText())
                .as("a deploy that goes back is marked")
                .contains("deploy succeeded", "rollback", "v1");
    }

    @Test
    void versionsThatAreProbablyPrunedAreMarked(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(shop);
        for (int i = 1; i <= 7; i++) {
            deploy(build, "", "v" + i, "web-1");
        }

        List<DomElement> rows = page(jenkins, shop.getUrl() + "kamal/")
                .getByXPath("//table[contains(@class,'kamal-history')]/tbody/tr");
        assertThat(rows.subList(0, 6))
                .allSatisfy(row -> assertThat(row.asNormalizedText()).doesNotContain("probably pruned"));
        assertThat(rows.get(6).asNormalizedText()).contains("v1", "probably pruned");
    }

    @Test
    void aJobWithoutTheParameterSaysHowToAddIt(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.addProperty(new ParametersDefinitionProperty(parameter("shop", "staging")));
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v1", "web-1");
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v2", "web-1");

        HtmlPage page = page(jenkins, shop.getUrl() + "kamal/");
        assertThat(page.asNormalizedText())
                .doesNotContain("Roll back to this")
                .contains("kamalDeployedVersion(name: 'VERSION', service: 'shop', destination: 'production')");
        WebResponse refused = post(jenkins, "", shop, "production", "v1");
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("has no parameter of the type");
    }

    @Test
    void onlyWhoMayBuildGoesBack(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.addProperty(new ParametersDefinitionProperty(parameter("shop", "")));
        deploy(jenkins.buildAndAssertSuccess(shop), "", "v1", "web-1");
        deploy(jenkins.buildAndAssertSuccess(shop), "", "v2", "web-1");
        FreeStyleProject secret = jenkins.createFreeStyleProject("secret-job");
        deploy(jenkins.buildAndAssertSuccess(secret), "", "v9-hidden", "web-9");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(shop)
                .to("reader", "builder")
                .grant(Item.BUILD)
                .onItems(shop)
                .to("builder"));
        String confirmation = shop.getUrl() + "kamal-rollback/?service=shop&destination=&version=v1";

        HtmlPage read = as(jenkins, "reader").goTo(shop.getUrl() + "kamal/");
        assertThat(read.asNormalizedText()).doesNotContain("Roll back to this", "kamalDeployedVersion");
        as(jenkins, "reader").assertFails(confirmation, 403);
        assertThat(post(jenkins, "reader", shop, "", "v1").getStatusCode()).isEqualTo(403);
        assertThat(as(jenkins, "builder").goTo(shop.getUrl() + "kamal/").asNormalizedText())
                .contains("Roll back to this");
        assertThat(as(jenkins, "builder").goTo(confirmation).asNormalizedText())
                .contains("web-1", "Roll back to v1")
                .doesNotContain("web-9", "hidden");
        assertThat(post(jenkins, "builder", shop, "", "v9-hidden").getStatusCode())
                .as("a version of a hidden job is as unknown as any other")
                .isEqualTo(400);
        as(jenkins, "builder")
                .assertFails(shop.getUrl() + "kamal-rollback/start?service=shop&destination=&version=v1", 404);
        assertThat(shop.getLastBuild().getNumber()).isEqualTo(2);
        post(jenkins, "builder", shop, "", "v1");
        jenkins.waitUntilNoActivity();
        assertThat(shop.getLastBuild().getNumber()).isEqualTo(3);
    }

    @Test
    void theParameterOffersVersionsAndRefusesOthers(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.addProperty(new ParametersDefinitionProperty(parameter("shop", "production")));
        Stories.success(
                jenkins.buildAndAssertSuccess(shop),
                Stories.COMMIT,
                "production",
                Instant.now().minusSeconds(7_200));
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v2", "web-1.example.com", "web-2.example.com");
        Told.in(jenkins.buildAndAssertSuccess(shop))
                .started("deploy", "shop", "production", "v3", "web-1.example.com")
                .finished(1, "no", 10);

        HtmlPage form = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo(shop.getUrl() + "build?delay=0sec");
        assertThat(form.<DomElement>getByXPath("//select[@name='value']/option").stream()
                        .map(DomElement::getTextContent))
                .hasSize(2)
                .allSatisfy(option -> assertThat(option).contains("ago"))
                .anySatisfy(option -> assertThat(option).startsWith("v2 · ").endsWith("current"));

        new CLICommandInvoker(jenkins, "build").invokeWithArgs("shop-job", "-s", "-p", "VERSION=" + Stories.COMMIT);
        assertThat(shop.getLastBuild()
                        .getAction(ParametersAction.class)
                        .getParameter(VERSION)
                        .getValue())
                .isEqualTo(Stories.COMMIT);
        CLICommandInvoker.Result refused =
                new CLICommandInvoker(jenkins, "build").invokeWithArgs("shop-job", "-s", "-p", "VERSION=v3");
        assertThat(refused.returnCode()).isEqualTo(3);
        assertThat(refused.stderr()).contains("is not a valid value of the parameter VERSION", "shop → production");
        int builds = shop.getLastBuild().getNumber();

        WebRequest rest = new WebRequest(
                new URL(jenkins.getURL(), shop.getUrl() + "buildWithParameters?VERSION=v9"), HttpMethod.POST);
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.addCrumb(rest);
        assertThat(client.getPage(rest).getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(shop.getLastBuild().getNumber()).isEqualTo(builds);

        jenkins.configRoundtrip(shop);
        assertThat(shop.getProperty(ParametersDefinitionProperty.class).getParameterDefinition(VERSION))
                .isEqualTo(parameter("shop", "production"));
    }

    /** A second job, of somebody else, says that it deployed the same service, to the same host, just now. */
    @Test
    void onlyTheNamedJobsDecideWhatIsOffered(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        KamalDeployedVersionParameterDefinition parameter = parameter("shop", "production");
        parameter.setDeployedBy(" /shop-job ");
        shop.addProperty(new ParametersDefinitionProperty(parameter));
        deploy(jenkins.buildAndAssertSuccess(shop), "production", "v1", "web-1");
        assertThat(parameter.getDefaultParameterValue().getValue()).isEqualTo("v1");
        deploy(
                jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop-job-2")),
                "production",
                "v9-hostile",
                "web-1");

        assertThat(parameter.getVersions())
                .singleElement()
                .satisfies(version -> assertThat(version.getVersion()).isEqualTo("v1"))
                .satisfies(version -> assertThat(version.isCurrent()).isFalse());
        assertThat(parameter.getDefaultParameterValue())
                .as("a build for which nobody chose a version does not go back behind the other job's")
                .isNull();
        assertThat(page(jenkins, shop.getUrl() + "kamal/")
                        .<DomElement>getByXPath("//a[contains(@class,'kamal-roll-back')]")
                        .stream()
                        .map(link -> link.getAttribute("href")))
                .singleElement()
                .asString()
                .endsWith("version=v1");
        deploy(shop.getLastBuild(), "production", "v2", "web-1");
        assertThat(page(jenkins, shop.getUrl() + "kamal/")
                        .<DomElement>getByXPath("//a[contains(@class,'kamal-roll-back')]")
                        .stream()
                        .map(link -> link.getAttribute("href")))
                .as("no button leads to a version that the parameter refuses")
                .singleElement()
                .asString()
                .endsWith("version=v1");
        assertThat(parameter.getDefaultParameterValue().getValue()).isEqualTo("v2");
        assertThat(parameter.isValid(new StringParameterValue(VERSION, "v9-hostile")))
                .isFalse();
        assertThat(post(jenkins, "", shop, "production", "v9-hostile").getStatusCode())
                .isEqualTo(400);
        assertThat(parameter("shop", "production").getVersions())
                .as("without a name every job counts, and is named")
                .extracting(DeployableVersion::getJob)
                .containsExactly("shop-job", "shop-job-2", "shop-job");
        jenkins.configRoundtrip(shop);
        assertThat(shop.getProperty(ParametersDefinitionProperty.class).getParameterDefinition(VERSION))
                .isEqualTo(parameter);
    }

    @Test
    void aPipelineDeclaresTheParameter(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins,
                "pipeline { agent none; parameters { kamalDeployedVersion(name: 'VERSION', service: 'shop',"
                        + " destination: 'production') }; stages { stage('One') { steps {"
                        + " echo \"the version is ${params.VERSION}\" } } } }");
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
        assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinition(VERSION))
                .isEqualTo(parameter("shop", "production"));
        deploy(job.getLastBuild(), "production", "v1", "web-1");

        WorkflowRun run = Pipelines.run(jenkins, job);
        jenkins.assertLogContains("the version is v1", run);
    }

    private static KamalDeployedVersionParameterDefinition parameter(String service, String destination) {
        KamalDeployedVersionParameterDefinition parameter =
                new KamalDeployedVersionParameterDefinition(VERSION, service);
        parameter.setDestination(destination);
        return parameter;
    }

    private static void deploy(Run<?, ?> build, String destination, String version, String... hosts) {
        Told told = Told.in(build).started("deploy", "shop", destination, version, hosts);
        for (String host : hosts) {
            told.booted(host, "web", version, "", Proof.NOT_PROVEN, 100);
        }
        told.finished(0, "", 1_000);
    }

    private static HtmlPage page(JenkinsRule jenkins, String address) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(address);
    }

    private static JenkinsRule.WebClient as(JenkinsRule jenkins, String user) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).withBasicCredentials(user, user);
    }

    private static WebResponse post(
            JenkinsRule jenkins, String user, FreeStyleProject job, String destination, String version)
            throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        if (!user.isEmpty()) {
            client.withBasicCredentials(user, user);
        }
        WebRequest request = new WebRequest(
                new URL(
                        jenkins.getURL(),
                        job.getUrl() + "kamal-rollback/start?service=shop&destination=" + destination + "&version="
                                + version),
                HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse();
    }

    private static List<String> rows(HtmlPage page) {
        return page.<DomElement>getByXPath("//table[contains(@class,'kamal-rollback')]/tbody/tr").stream()
                .map(row -> row.asNormalizedText().replaceAll("\\s+", " "))
                .toList();
    }
}
