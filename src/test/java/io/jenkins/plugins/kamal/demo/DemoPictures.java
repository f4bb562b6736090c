package io.jenkins.plugins.kamal.demo;

import io.jenkins.plugins.kamal.engine.lab.demo.Demo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The pictures of the documentation, taken of the demo's Jenkins: what {@code ./dev pictures} makes. The first build has
 * deployed, the second one has failed on one of the hosts, and a rollback has brought production back.
 */
final class DemoPictures {

    private static final Path TARGET = Path.of("docs", "images");
    private static final int WIDTH = 1180;
    private static final String MAIN = "#main-panel";

    private final Demo demo;
    private final JenkinsPages pages;

    DemoPictures(Demo demo, JenkinsPages pages) {
        this.demo = demo;
        this.pages = pages;
    }

    void take() throws IOException, InterruptedException {
        try (Browser browser = Browser.open(demo.directory().resolve("tmp/browser"), WIDTH, 900)) {
            browser.show(pages.root() + "job/sample-app/1/", "document.querySelector('.kamal-containers')");
            browser.picture(TARGET.resolve("summary.png"), MAIN, 1_080);
            browser.show(pages.root() + "job/sample-app/2/", "document.querySelector('.kamal-failures')");
            browser.picture(TARGET.resolve("failed.png"), MAIN, 1_200);
            browser.show(pages.root() + "job/sample-app/1/console", "document.querySelector('pre')");
            browser.evaluate("[...document.querySelectorAll('.pipeline-new-node')]"
                    + ".findLast(node => node.textContent.includes('kamalDeploy')).id = 'deploy'");
            browser.picture(TARGET.resolve("log.png"), MAIN, "#deploy", 1_200);
            browser.show(pages.root() + "job/sample-app/", "document.querySelectorAll('.kamal-badge').length > 1");
            browser.picture(TARGET.resolve("builds.png"), "body", 620);
            browser.show(pages.root() + "job/sample-app/kamal/", "document.querySelector('.kamal-history')");
            browser.picture(TARGET.resolve("deployments.png"), MAIN, 900);
            takeForms(browser);
        }
        Demo.say("The pictures are in " + TARGET + "; look at them before you commit them");
    }

    private void takeForms(Browser browser) throws IOException, InterruptedException {
        String generator = "document.querySelector('select.dropdownList')";
        browser.show(pages.root() + "job/sample-app/pipeline-syntax/", generator + "?.options.length > 5");
        // The first step's form arrives later than the list, and would stand above the one chosen.
        browser.await("document.querySelector('[name=\"_.artifacts\"]')");
        browser.evaluate("(() => { const list = " + generator + ";"
                + " list.value = [...list.options].find(step => step.text.startsWith('kamalDeploy')).value;"
                + " list.dispatchEvent(new Event('change', {bubbles: true})); })()");
        String key = "document.querySelector('[name=\"_.sshCredentialsId\"]')";
        browser.await(key + "?.options.length > 1");
        browser.evaluate("(() => { document.querySelector('[name=\"_.destination\"]').value = 'production';"
                + key + ".value = 'servers';"
                + " document.querySelector('[name=\"_.registryCredentialsId\"]').value = 'registry';"
                + " document.querySelector('#generatePipelineScript')?.click(); })()");
        browser.await("document.querySelector('#prototypeText')?.value.includes('kamalDeploy')");
        browser.picture(TARGET.resolve("snippet.png"), MAIN, "select.dropdownList", 1_300);
        browser.show(pages.root() + "job/by-form/configure", key + "?.options.length > 1");
        browser.picture(TARGET.resolve("freestyle.png"), "[descriptorid$='KamalDeployBuilder']", 900);
    }
}
