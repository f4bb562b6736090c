package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.kamal.destination.Freeze;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import java.io.IOException;
import java.net.URL;
import java.time.Instant;
import java.util.Locale;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** Pages, forms, help and checks of forms in the language that the browser asks for. */
@WithJenkins
class TranslatedPagesTest {

    private static JenkinsRule jenkins;
    private static FreeStyleBuild build;
    private static JenkinsRule.WebClient browser;
    private static LocaleProvider before;

    /** Outside of tests, {@code hudson.WebAppMain} sets the provider of the language. */
    @BeforeAll
    static void deploy(JenkinsRule rule) throws Exception {
        before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
        jenkins = rule;
        FreeStyleProject job = jenkins.createFreeStyleProject("shop-job");
        build = jenkins.buildAndAssertSuccess(job);
        Stories.success(build, Stories.COMMIT, "production", Instant.now());
        job.getBuildersList().add(new KamalDeployBuilder(new KamalDeployStep()));
        browser = jenkins.createWebClient();
        browser.getOptions().setJavaScriptEnabled(false);
    }

    @AfterAll
    static void close() {
        LocaleProvider.setProvider(before);
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Deployments, deploy succeeded, Service",
        "de-DE, Deployments, deploy erfolgreich, Service",
        "'zh-CN,zh;q=0.9', 部署, deploy 成功, 服务"
    })
    void board(String language, String title, String result, String column) throws Exception {
        assertThat(page(language, "kamal/")).contains("<h1", title, result, column);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Deployments of shop-job, 'Running now, according to the deployments of this Jenkins'",
        "de, Deployments von shop-job, 'Was jetzt läuft, nach den Deployments dieses Jenkins'",
        "zh-CN, shop-job 的部署, 当前运行情况（依据此 Jenkins 的部署记录）"
    })
    void deploymentsOfAJob(String language, String title, String caption) throws Exception {
        assertThat(page(language, "job/shop-job/kamal/")).contains(title, caption);
    }

    @ParameterizedTest
    @CsvSource({"en, What runs, digest proven", "de, Was läuft, Digest bestätigt", "zh-CN, 运行情况, 摘要已验证"})
    void summaryOfABuild(String language, String caption, String proof) throws Exception {
        assertThat(page(language, build.getUrl())).contains(caption, proof);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Kamal: deploy, Private key for the servers, Wait for the deploy lock (seconds)",
        "de, Kamal: deployen, Privater Schlüssel für die Server, Auf die Deploy-Sperre warten (Sekunden)",
        "zh-CN, Kamal：部署, 服务器的私钥, 等待部署锁（秒）"
    })
    void formOfAStep(String language, String name, String key, String lock) throws Exception {
        assertThat(page(language, "job/shop-job/configure")).contains(name, key, lock);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Hooks and migrations are not undone.",
        "de, Hooks und Migrationen werden nicht rückgängig gemacht.",
        "zh-CN, 钩子和数据库迁移不会撤销。"
    })
    void helpOfAField(String language, String sentence) throws Exception {
        assertThat(page(language, "descriptor/" + KamalDeployStep.class.getName() + "/help/onFailure"))
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Enter a reason, which users who want to deploy will see'",
        "de, Geben Sie einen Grund an; wer deployen will, bekommt ihn zu sehen",
        "zh-CN, 请输入原因，想要部署的用户会看到它"
    })
    void checkOfAField(String language, String problem) throws Exception {
        WebRequest request = request(language, "descriptorByName/" + Freeze.class.getName() + "/checkReason?value=");
        request.setHttpMethod(HttpMethod.POST);
        browser.addCrumb(request);

        assertThat(browser.getPage(request).getWebResponse().getContentAsString())
                .contains(problem);
    }

    /** The names of steps in the Snippet Generator. */
    @Test
    void namesOfSteps() throws Exception {
        assertThat(page("de", "pipeline-syntax/")).contains("kamalPlan: Kamal: Deployment planen");
    }

    private static String page(String language, String path) throws IOException {
        return browser.getPage(request(language, path)).getWebResponse().getContentAsString();
    }

    private static WebRequest request(String language, String path) throws IOException {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path));
        request.setAdditionalHeader("Accept-Language", language);
        return request;
    }
}
