package io.jenkins.plugins.kamal.ledger.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A job's page about what it deployed: through restarts, log rotation, renaming, deletion, and for whom. */
class JobDeploymentsTest {

    /** The command, and why it failed. */
    private static final String FAILED =
            "deploy failedVersion 4f1d9ce2a7 is not healthy on web-2.example.com (role web):"
                    + " the old version keeps serving there. Look at the container's log above, mend the application, and run the"
                    + " job again";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void showsHowManyInstancesOfARoleRun() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            Told.in(build, Instant.now())
                    .started("deploy", "shop", "", "v2", "web-1", "web-2")
                    .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                    .event(new DeployEvent.InstancesBooted("web-1", "web", 3))
                    .booted("web-2", "web", "v2", "", Proof.NOT_PROVEN, 10)
                    .finished(0, "", 100);

            for (String url : List.of(job.getUrl() + "kamal/", build.getUrl())) {
                assertThat(jenkins.createWebClient()
                                .withJavaScriptEnabled(false)
                                .goTo(url)
                                .asNormalizedText())
                        .as(url)
                        .containsOnlyOnce("web 3 instances");
            }
            assertThat(jenkins.getJSON(job.getUrl() + "kamal/api/json?depth=4")
                            .getJSONObject()
                            .toString())
                    .contains("\"instances\":3");
        });
    }

    @Test
    void showsHowOftenAndHowWellAServiceIsDeployedOnceThereAreTwoDeployments() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            Instant now = Instant.now();
            Stories.success(jenkins.buildAndAssertSuccess(job), Stories.COMMIT, "production", now.minusSeconds(90_000));
            assertThat(page(jenkins, job).<DomElement>getByXPath("//table[@data-kamal-charts]"))
                    .isEmpty();
            Stories.failure(jenkins.buildAndAssertSuccess(job), Stories.NEXT_COMMIT, now);

            HtmlPage page = page(jenkins, job);
            assertThat(page.<DomElement>getFirstByXPath("//dl[contains(@class,'kamal-figures')]")
                            .asNormalizedText())
                    .contains("1 per week", "41.2 s", "50%");
            assertThat(page.<DomElement>getByXPath("//table[@data-kamal-charts]/tbody/tr"))
                    .extracting(row -> row.asNormalizedText().replaceAll("^[0-9-]+\\s+", ""))
                    .contains("1\t0\t41.2 s\t0%\t–")
                    .last()
                    .isEqualTo("1\t1\t–\t100%\t–");
            JSONObject delivery = jenkins.getJSON(job.getUrl() + "kamal/api/json?depth=4")
                    .getJSONObject()
                    .getJSONArray("services")
                    .getJSONObject(0)
                    .getJSONObject("delivery");
            assertThat(delivery.getJSONObject("total").getDouble("failureRate")).isEqualTo(0.5);
            assertThat(delivery.getJSONObject("total").get("restoreMillis"))
                    .isEqualTo(net.sf.json.JSONNull.getInstance());
        });
    }

    @Test
    void outlivesRestartLogRotationRenamingAndDeletion() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            assertThat(job.getAction(JobDeployments.class))
                    .as("nothing deployed, no page")
                    .isNull();
            FreeStyleBuild first = jenkins.buildAndAssertSuccess(job);
            Stories.success(first, Stories.COMMIT, "production", Instant.now());
            FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);
            Stories.failure(second, Stories.NEXT_COMMIT, Instant.now());
            first.delete();
        });
        sessions.then(jenkins -> {
            Job<?, ?> job = jenkins.jenkins.getItemByFullName("shop", Job.class);
            HtmlPage page = page(jenkins, job);
            assertThat(page.asNormalizedText()).contains("The hosts run different versions");
            assertThat(rows(page, "kamal-running"))
                    .containsExactly(
                            "job-1.example.com job 4f1d9ce2a7 different image #2",
                            "web-1.example.com web 4f1d9ce2a7 digest proven #2",
                            "web-2.example.com web b6d827f4c1 digest proven #1");
            assertThat(rows(page, "kamal-history"))
                    .containsExactly(FAILED + " 4f1d9ce2a7 52.5 s #2", "deploy succeeded b6d827f4c1 41.2 s #1");
            assertThat(buildLinks(page)).containsOnly("#2");
            assertThat(page.<DomElement>getByXPath(
                            "//table[contains(@class,'kamal-')]//span[@tooltip='The build was deleted']"))
                    .hasSize(2);

            job.renameTo("store");
            page = page(jenkins, job);
            assertThat(rows(page, "kamal-history")).hasSize(2);
            assertThat(page.getAnchorByText("#2").getHrefAttribute()).endsWith("/job/store/2/");
            FreeStyleProject namesake = jenkins.createFreeStyleProject("shop");
            assertThat(namesake.getAction(JobDeployments.class)).isNull();
            job.delete();
        });
        sessions.then(jenkins -> {
            FreeStyleProject namesake = jenkins.createFreeStyleProject("store");
            assertThat(namesake.getAction(JobDeployments.class))
                    .as("a job does not inherit from a deleted one of its name")
                    .isNull();
            Stories.success(jenkins.buildAndAssertSuccess(namesake), Stories.COMMIT, "production", Instant.now());
            assertThat(rows(page(jenkins, namesake), "kamal-history"))
                    .as("who may see all still sees what the deleted job did")
                    .containsExactly(
                            "deploy succeeded b6d827f4c1 41.2 s #1",
                            FAILED + " 4f1d9ce2a7 52.5 s store #2",
                            "deploy succeeded b6d827f4c1 41.2 s store #1");
        });
    }

    @Test
    void showsOnlyWhatTheUserMayRead() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject open = jenkins.createFreeStyleProject("open");
            FreeStyleProject secret = jenkins.createFreeStyleProject("secret");
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.ADMINISTER)
                    .everywhere()
                    .to("admin")
                    .grant(Jenkins.READ)
                    .everywhere()
                    .to("alice")
                    .grant(Item.READ)
                    .onItems(open)
                    .to("alice"));
            deploy(jenkins.buildAndAssertSuccess(open), "v1", "shared-1", "open-1");
            deploy(jenkins.buildAndAssertSuccess(secret), "v2-hidden", "shared-1", "secret-1");

            assertThat(rows(pageAs(jenkins, "admin", open), "kamal-running"))
                    .containsExactly(
                            "open-1 web v1 not proven #1",
                            "secret-1 web v2-hidden not proven secret #1",
                            "shared-1 web v2-hidden not proven secret #1");
            assertThat(
                            pageAs(jenkins, "admin", open)
                                    .<DomElement>getByXPath("//p[contains(@class,'kamal-shared')]/a")
                                    .stream()
                                    .map(link -> link.getTextContent() + " " + link.getAttribute("href")))
                    .containsExactly("secret /jenkins/job/secret/kamal/");
            HtmlPage seen = pageAs(jenkins, "alice", open);
            assertThat(rows(seen, "kamal-running"))
                    .containsExactly(
                            "open-1 web v1 not proven #1", "shared-1 web Changed by a job that you may not see");
            assertThat(rows(seen, "kamal-history")).containsExactly("deploy succeeded v1 1.0 s #1");
            assertThat(seen.asXml()).doesNotContain("secret").doesNotContain("v2-hidden");

            JSONObject data = jenkins.createWebClient()
                    .login("alice")
                    .getJSON(open.getUrl() + "kamal/api/json?depth=3")
                    .getJSONObject();
            assertThat(data.toString())
                    .contains("open-1", "v1")
                    .doesNotContain("secret")
                    .doesNotContain("v2-hidden");
            jenkins.createWebClient().login("alice").assertFails(secret.getUrl() + "kamal/", 404);
        });
    }

    /** What a hook can do that appends lines to the events of its own build. */
    @Test
    void aJobChangesOnlyItsOwnRecords() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject shop = jenkins.createFreeStyleProject("shop");
            deploy(jenkins.buildAndAssertSuccess(shop), "v1", "web-1", "web-2");
            List<String> before = ledgers(jenkins);
            FreeStyleProject hostile = jenkins.createFreeStyleProject("hostile");
            FreeStyleBuild attack = jenkins.buildAndAssertSuccess(hostile);
            Told told = Told.in(attack)
                    .started("app remove", "shop", "", "", "web-1")
                    .finished(0, "", 10);
            for (int i = 0; i < 120; i++) {
                told.started("deploy", "service-" + i, "", "v9", "web-1")
                        .booted("web-1", "web", "v9", "", Proof.NOT_PROVEN, 10)
                        .finished(0, "", 10);
            }

            assertThat(ledgers(jenkins))
                    .as("one more ledger for the one invocation")
                    .hasSize(before.size() + 1);
            assertThat(ledgers(jenkins))
                    .as("the other job's ledger is as it was")
                    .containsAll(before);
            HtmlPage page = page(jenkins, shop);
            assertThat(rows(page, "kamal-running"))
                    .containsExactly("web-1 web removed hostile #1", "web-2 web v1 not proven #1");
            assertThat(page.asNormalizedText()).contains("other jobs, because they deploy the same service", "hostile");
        });
    }

    @Test
    void theHistoryIsPaged() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            String[] hosts =
                    IntStream.rangeClosed(1, 30).mapToObj(host -> "web-" + host).toArray(String[]::new);
            for (int i = 0; i < 75; i++) {
                deploy(build, "v" + i, hosts);
            }

            assertThat(rows(page(jenkins, job), "kamal-history")).hasSize(50);
            HtmlPage last =
                    jenkins.createWebClient().withJavaScriptEnabled(false).goTo(job.getUrl() + "kamal/?skip=50");
            assertThat(rows(last, "kamal-history"))
                    .hasSize(25)
                    .last()
                    .asString()
                    .contains("v0");
            assertThat(last.getAnchorByText("Newer deployments").getHrefAttribute())
                    .isEqualTo("?skip=0");
            assertThat(jenkins.getJSON(job.getUrl() + "kamal/api/json?depth=3").getContentAsString())
                    .hasSizeLessThan(50_000);
            assertThat(jenkins.createWebClient()
                            .withJavaScriptEnabled(false)
                            .getPage(job)
                            .<DomElement>getFirstByXPath("//section[contains(@class,'kamal-short')]")
                            .getTextContent())
                    .contains("shop", "v74", "on 30 hosts");
        });
    }

    /** The content of each file of the ledger. */
    private static List<String> ledgers(JenkinsRule jenkins) throws Exception {
        List<String> contents = new ArrayList<>();
        for (FilePath file : jenkins.jenkins.getRootPath().child("kamal-ledger").list("*.xml")) {
            contents.add(file.readToString());
        }
        return contents;
    }

    private static void deploy(FreeStyleBuild build, String version, String... hosts) {
        Told told = Told.in(build).started("deploy", "shop", "", version, hosts);
        for (String host : hosts) {
            told.booted(host, "web", version, "", Proof.NOT_PROVEN, 100);
        }
        told.finished(0, "", 1_000);
    }

    private static HtmlPage page(JenkinsRule jenkins, Job<?, ?> job) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(job.getUrl() + "kamal/");
    }

    private static HtmlPage pageAs(JenkinsRule jenkins, String user, Job<?, ?> job) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withBasicCredentials(user, user)
                .goTo(job.getUrl() + "kamal/");
    }

    /** The rows of a table as text, without their times and causes. */
    private static List<String> rows(HtmlPage page, String table) {
        return page.<DomElement>getByXPath("//table[contains(@class,'" + table + "')]/tbody/tr").stream()
                .map(
                        row -> row
                                .<DomElement>getByXPath(
                                        "./td[not(.//time) and not(contains(@class,'kamal-history__by'))]")
                                .stream()
                                .map(cell -> cell.getTextContent()
                                        .replaceAll("[\\s\\u00a0]+", " ")
                                        .trim())
                                .filter(text -> !text.isEmpty())
                                .reduce((left, right) -> left + " " + right)
                                .orElse(""))
                .toList();
    }

    private static List<String> buildLinks(HtmlPage page) {
        return page.<DomElement>getByXPath("//table[contains(@class,'kamal-')]//a").stream()
                .map(link -> link.getTextContent().trim())
                .toList();
    }
}
