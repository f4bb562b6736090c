package io.jenkins.plugins.kamal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import hudson.model.Action;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.View;
import hudson.plugins.view.dashboard.Dashboard;
import io.jenkins.plugins.kamal.board.DeployedVersionColumn;
import io.jenkins.plugins.kamal.board.DeploymentsPortlet;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.rollback.KamalDeployedVersionParameterDefinition;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.run.log.CommandLogs;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every page of the plugin, asked for by everybody. The pages are those of the plugin's actions, which are found by
 * reflection, with all their views. The methods that forms call are in {@link WebMethodsTest}.
 */
@WithJenkins
class PermissionMatrixTest {

    private static final List<String> USERS = List.of("anonymous", "outsider", "reader", "builder", "administrator");

    private static final String SHOP = "job/team/job/shop/";
    private static final String BUILD = SHOP + "2/";
    private static final String INVOCATION = "0123abcd-0123-0123-0123-0123456789ab";
    private static final String TARGET = "?service=shop&destination=&version=v1-of-shop";

    /** What only those may see who may read the job. */
    private static final String OF_SHOP = "of-shop";

    /** What only the administrator may see: the records of a job that is hidden from all others. */
    private static final String HIDDEN = "of-hidden-job";

    /** The pages of each kind of action; one that has none of its own shows itself on a page of Jenkins. */
    private static final Map<String, Page> PAGES = Map.ofEntries(
            entry("RootBoard", page("kamal/", 403, 200, 200, 200, 200)),
            entry("FolderBoard", page("job/team/kamal/", 403, 404, 200, 200, 200)),
            entry("ViewBoard", page("view/portlet/topPortlets/0/board/", 403, 200, 200, 200, 200)),
            entry("JobDeployments", page(SHOP + "kamal/", 403, 404, 200, 200, 200)),
            entry("JobRollback", page(SHOP + "kamal-rollback/" + TARGET, 403, 404, 403, 200, 200)),
            entry("LiveEntries", page(BUILD + "kamal-live/", 403, 404, 200, 200, 200)),
            entry(
                    "CommandLogs",
                    page(BUILD + "kamal-commands/" + INVOCATION + "/commands.txt", 403, 404, 200, 200, 200)),
            entry("DeploymentAction", page(BUILD, 403, 404, 200, 200, 200)),
            entry("KamalVersionAction", page(BUILD, 403, 404, 200, 200, 200)),
            entry("VersionBadge", page(SHOP, 403, 404, 200, 200, 200)),
            entry("OutputVariable", page(BUILD, 403, 404, 200, 200, 200)));

    /** The pages of Jenkins with parts of the plugin that are no actions, and the other forms of the pages above. */
    private static final List<Page> MORE = List.of(
            page("kamal/?q=of", 403, 200, 200, 200, 200),
            page("kamal/api/json?depth=3", 403, 200, 200, 200, 200),
            page("kamal/api/xml", 403, 200, 200, 200, 200),
            page("job/team/kamal/api/json?depth=3", 403, 404, 200, 200, 200),
            page(SHOP + "kamal/?skip=1", 403, 404, 200, 200, 200),
            page(SHOP + "kamal/api/json?depth=3", 403, 404, 200, 200, 200),
            page(BUILD + "api/json?depth=3", 403, 404, 200, 200, 200),
            page("view/portlet/", 403, 200, 200, 200, 200),
            page("view/portlet/topPortlets/0/", 403, 200, 200, 200, 200),
            page("job/team/view/column/", 403, 404, 200, 200, 200),
            // Jenkins shows the form for parameters to everybody who may read the job.
            page(SHOP + "build?delay=0sec", 403, 404, 405, 405, 405),
            page(SHOP + "kamal-rollback/start" + TARGET, 403, 404, 403, 404, 404),
            page(SHOP + "configure", 403, 404, 403, 403, 200),
            page("job/team/configure", 403, 404, 403, 403, 200),
            page("manage/configure", 403, 403, 403, 403, 200));

    private FreeStyleProject shop;

    private record Page(String address, Map<String, Integer> statuses) {

        Page view(String name) {
            return new Page(address.replaceFirst("(\\?.*)?$", name + "$1"), statuses);
        }

        boolean isFor(String user) {
            return statuses.get(user) < 400 || statuses.get(user) == 405;
        }
    }

    private static Page page(String address, int... statuses) {
        Map<String, Integer> byUser = new LinkedHashMap<>();
        for (int i = 0; i < statuses.length; i++) {
            byUser.put(USERS.get(i), statuses[i]);
        }
        return new Page(address, byUser);
    }

    private void fill(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        shop = team.createProject(FreeStyleProject.class, "shop");
        shop.addProperty(
                new ParametersDefinitionProperty(new KamalDeployedVersionParameterDefinition("VERSION", "shop")));
        deploy(jenkins, shop, "v1-" + OF_SHOP);
        deploy(jenkins, shop, "v2-" + OF_SHOP);
        try (OutputStream log =
                new CommandLogs(shop.getLastBuild()).create(INVOCATION).orElseThrow()) {
            log.write(("docker run " + OF_SHOP).getBytes(StandardCharsets.UTF_8));
        }
        deploy(jenkins, team.createProject(FreeStyleProject.class, "secret"), "v9-" + HIDDEN);
        ListView column = new ListView("column", team);
        column.setIncludeRegex(".*");
        column.getColumns().add(new DeployedVersionColumn());
        team.addView(column);
        Dashboard dashboard = new Dashboard("portlet");
        jenkins.jenkins.addView(dashboard);
        dashboard.setRecurse(true);
        dashboard.setIncludeRegex(".*");
        dashboard.getTopPortlets().add(new DeploymentsPortlet("What runs"));
        dashboard.save();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, View.READ)
                .everywhere()
                .to("outsider", "reader", "builder")
                .grant(Item.READ)
                .onItems(team, shop)
                .to("reader", "builder")
                .grant(Item.BUILD)
                .onItems(shop)
                .to("builder")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator"));
    }

    @Test
    void everyPageAnswersOnlyThoseWhoMaySeeItAndChangesNothing(JenkinsRule jenkins) throws Exception {
        fill(jenkins);
        List<Page> pages = new ArrayList<>(PAGES.values());
        pages.addAll(MORE);
        Map<String, String> before = files(jenkins);

        SoftAssertions all = new SoftAssertions();
        for (Page page : new LinkedHashSet<>(pages)) {
            for (String user : USERS) {
                WebResponse answer = ask(jenkins, user, page.address(), HttpMethod.GET);
                String what = user + " GET " + page.address();
                all.assertThat(answer.getStatusCode())
                        .as(what)
                        .isEqualTo(page.statuses().get(user));
                assertSees(user, answer, what);
                if (page.isFor(user)
                        && (page.address().startsWith(SHOP + "kamal")
                                || page.address().startsWith(BUILD))) {
                    all.assertThat(answer.getContentAsString())
                            .as("the test has something to find: " + what)
                            .contains(OF_SHOP);
                }
            }
        }
        all.assertAll();
        assertThat(files(jenkins)).as("no GET changes a file of a job").isEqualTo(before);
        assertThat(jenkins.jenkins.getQueue().isEmpty()).isTrue();
    }

    /** A part of a page is a view with an address of its own. Whether the part makes sense alone does not matter here. */
    @Test
    void noViewOfAPageTellsMoreThanThePage(JenkinsRule jenkins) throws Exception {
        fill(jenkins);
        Map<String, String> before = files(jenkins);
        Set<String> asked = new TreeSet<>();
        for (JavaClass action : actions().toList()) {
            Page page = PAGES.get(action.getSimpleName());
            for (String view : views(action)) {
                asked.add(action.getSimpleName() + "/" + view);
                for (String user : USERS) {
                    Page part = page.view(view);
                    WebResponse answer = ask(jenkins, user, part.address(), HttpMethod.GET);
                    String what = user + " GET " + part.address();
                    assertSees(user, answer, what);
                    if (!part.isFor(user)) {
                        assertThat(answer.getStatusCode()).as(what).isBetween(400, 499);
                    }
                }
            }
        }
        assertThat(asked)
                .contains("RootBoard/live", "FolderBoard/table", "JobDeployments/jobMain", "JobRollback/index");
        assertThat(files(jenkins)).as("no GET changes a file of a job").isEqualTo(before);
    }

    @Test
    void everyKindOfActionIsInTheTable() {
        assertThat(actions().map(JavaClass::getSimpleName))
                .as("Add the page of a new action to PAGES, with who may see it")
                .containsExactlyInAnyOrderElementsOf(PAGES.keySet());
    }

    @Test
    void onlyWhoMayBuildHasTheButtonAndCanUseIt(JenkinsRule jenkins) throws Exception {
        fill(jenkins);
        for (String user : List.of("reader", "builder", "administrator")) {
            boolean builds = !user.equals("reader");
            assertThat(ask(jenkins, user, SHOP + "kamal/", HttpMethod.GET)
                            .getContentAsString()
                            .contains("kamal-roll-back"))
                    .as("the button for " + user)
                    .isEqualTo(builds);
        }
        Map<String, Integer> expected =
                Map.of("anonymous", 403, "outsider", 404, "reader", 403, "builder", 200, "administrator", 200);
        for (String user : USERS) {
            int next = shop.getNextBuildNumber();
            assertThat(ask(jenkins, user, SHOP + "kamal-rollback/start" + TARGET, HttpMethod.POST)
                            .getStatusCode())
                    .as(user)
                    .isEqualTo(expected.get(user));
            jenkins.waitUntilNoActivity();
            assertThat(shop.getNextBuildNumber() - next)
                    .as("builds that " + user + " started")
                    .isEqualTo(expected.get(user) == 200 ? 1 : 0);
        }
    }

    /** What the answer tells is at most what the user may read, whatever its status. */
    private static void assertSees(String user, WebResponse answer, String what) {
        String text = answer.getContentAsString();
        if (!user.equals("administrator")) {
            assertThat(text).as(what).doesNotContain(HIDDEN);
        }
        if (user.equals("anonymous") || user.equals("outsider")) {
            assertThat(text.replace(TARGET, "").replace(TARGET.replace("&", "&amp;"), ""))
                    .as(what)
                    .doesNotContain("v2-" + OF_SHOP)
                    .doesNotContain("docker run " + OF_SHOP)
                    .doesNotContain("web-1.example.com");
        }
    }

    private static Stream<JavaClass> actions() {
        return PluginClasses.ALL.stream()
                .filter(type -> type.isAssignableTo(Action.class))
                .filter(type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    /** The names of the views of an action, also those that it inherits. */
    private static List<String> views(JavaClass action) throws Exception {
        Set<String> views = new TreeSet<>();
        for (Class<?> type = action.reflect(); type != Object.class; type = type.getSuperclass()) {
            URL directory = type.getClassLoader()
                    .getResource(type.getName().replace('.', '/').replace('$', '/'));
            if (directory != null && directory.getProtocol().equals("file")) {
                String[] names = new File(directory.toURI()).list();
                Arrays.stream(names == null ? new String[0] : names)
                        .filter(name -> name.matches(".*\\.(jelly|groovy)"))
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .forEach(views::add);
            }
        }
        return List.copyOf(views);
    }

    /** The content of the files of all jobs, among which are the records of deployments. */
    private static Map<String, String> files(JenkinsRule jenkins) throws IOException {
        Path jobs = jenkins.jenkins.getRootDir().toPath().resolve("jobs");
        try (Stream<Path> files = Files.walk(jobs)) {
            Map<String, String> content = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                // Jenkins remembers there which builds its own links found.
                if (file.endsWith("permalinks")) {
                    continue;
                }
                content.put(jobs.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return content;
        }
    }

    private static void deploy(JenkinsRule jenkins, FreeStyleProject job, String version) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        Told.version(build, version, "a1b2c3d4".repeat(5));
        Told.in(build)
                .started("deploy", job.getName(), "", version, "web-1.example.com")
                .booted("web-1.example.com", "web", version, "", Proof.NOT_PROVEN, 100)
                .finished(0, "", 1_000);
        build.save();
    }

    private static WebResponse ask(JenkinsRule jenkins, String user, String address, HttpMethod how) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (!user.equals("anonymous")) {
                browser.withBasicCredentials(user, user);
            }
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), address), how);
            if (how == HttpMethod.POST) {
                browser.addCrumb(request);
            }
            return browser.loadWebResponse(request);
        }
    }
}
