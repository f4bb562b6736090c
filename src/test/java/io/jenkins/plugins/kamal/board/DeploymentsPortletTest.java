package io.jenkins.plugins.kamal.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.View;
import hudson.plugins.view.dashboard.Dashboard;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The board of the jobs of a dashboard view. */
@WithJenkins
class DeploymentsPortletTest {

    @Test
    void showsTheJobsOfTheView(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        deploy(jenkins, team, "shop-job", "shop", "v1");
        deploy(jenkins, jenkins.jenkins, "team-job", "blog", "v2");
        deploy(jenkins, jenkins.jenkins, "elsewhere", "vault", "v3");
        Dashboard view = view(jenkins, "team.*");

        HtmlPage page = page(jenkins, null, view.getViewUrl());
        assertThat(services(page)).containsExactly("blog", "shop");
        assertThat(page.asNormalizedText()).contains("What runs", "v1", "v2").doesNotContain("v3");
        String live = refreshAddress(page);
        assertThat(live).isEqualTo(jenkins.contextPath + "/view/team%20view/topPortlets/0/board/live");
        assertThat(services(page(jenkins, null, live.substring(jenkins.contextPath.length() + 1))))
                .as("the table alone, which the page asks for every few seconds")
                .containsExactly("blog", "shop");
        assertThat(refreshAddress(page(jenkins, null, view.getViewUrl() + "topPortlets/0/")))
                .as("the page of the portlet alone")
                .isEqualTo(live);
    }

    @Test
    void showsOnlyWhatComesFromReadableJobs(JenkinsRule jenkins) throws Exception {
        FreeStyleProject open = deploy(jenkins, jenkins.jenkins, "open", "shop", "v1");
        deploy(jenkins, jenkins.jenkins, "secret", "vault", "v2-hidden");
        Dashboard view = view(jenkins, ".*");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, View.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(open)
                .to("alice")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        HtmlPage forAlice = page(jenkins, "alice", view.getViewUrl());
        assertThat(services(forAlice)).containsExactly("shop");
        assertThat(forAlice.asXml()).doesNotContain("vault", "v2-");
        assertThat(page(jenkins, "alice", view.getViewUrl() + "topPortlets/0/board/live")
                        .asXml())
                .contains("shop")
                .doesNotContain("vault", "v2-");
        assertThat(services(page(jenkins, "admin", view.getViewUrl()))).containsExactly("shop", "vault");
        assertThat(page(jenkins, "bob", view.getViewUrl()).asXml()).doesNotContain("vault", "v1<");
    }

    @Test
    void saysThatNothingIsDeployed(JenkinsRule jenkins) throws Exception {
        deploy(jenkins, jenkins.jenkins, "shop-job", "shop", "v1");
        jenkins.createFreeStyleProject("other-job");
        Dashboard view = view(jenkins, "other.*");

        assertThat(page(jenkins, null, view.getViewUrl()).asNormalizedText())
                .contains("No job of this view has deployed anything with Kamal.");
    }

    @Test
    void keepsItsTitle(JenkinsRule jenkins) throws Exception {
        jenkins.createFreeStyleProject("shop-job");
        Dashboard view = view(jenkins, ".*");
        view.setBottomPortlets(List.of(new DeploymentsPortlet(" ")));

        jenkins.configRoundtrip(view);

        assertThat(view.getTopPortlets()).hasSize(1).allSatisfy(portlet -> assertThat(portlet)
                .isInstanceOf(DeploymentsPortlet.class)
                .extracting("displayName")
                .isEqualTo("What runs"));
        assertThat(view.getBottomPortlets())
                .singleElement()
                .extracting("displayName")
                .isEqualTo("Deployments");
    }

    private static Dashboard view(JenkinsRule jenkins, String jobs) throws Exception {
        Dashboard view = new Dashboard("team view");
        view.setIncludeRegex(jobs);
        view.setTopPortlets(List.of(new DeploymentsPortlet("What runs")));
        jenkins.jenkins.addView(view);
        return view;
    }

    private static FreeStyleProject deploy(
            JenkinsRule jenkins, ModifiableTopLevelItemGroup group, String job, String service, String version)
            throws Exception {
        FreeStyleProject project =
                (FreeStyleProject) group.createProject(new FreeStyleProject.DescriptorImpl(), job, true);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);
        Told.in(build)
                .started("deploy", service, "production", version, "web-1")
                .booted("web-1", "web", version, "", Proof.NOT_PROVEN, 100)
                .finished(0, "", 1_000);
        return project;
    }

    private static HtmlPage page(JenkinsRule jenkins, String user, String address) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        return (user == null ? browser : browser.withBasicCredentials(user, user)).goTo(address);
    }

    private static List<String> services(HtmlPage page) {
        return page.<DomElement>getByXPath("//table[contains(@class,'kamal-board')]/tbody/tr/td[1]").stream()
                .map(DomElement::asNormalizedText)
                .toList();
    }

    private static String refreshAddress(HtmlPage page) {
        return page.<DomElement>getFirstByXPath("//*[@data-kamal-refresh]").getAttribute("data-kamal-refresh");
    }
}
