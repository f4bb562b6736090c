package io.jenkins.plugins.kamal.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.demo.Browser;
import io.jenkins.plugins.kamal.run.Screenshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Every page and form of the plugin in a real browser: light and dark, narrow and wide, and with the keyboard alone. */
class AccessibilityInBrowserTest {

    private static final int TAB = 9;
    private static final int MOST_KEYS = 700;

    /** Jenkins answers the form for the parameters of a build with the status 405, and asks for its usage statistics. */
    private static final List<String> NOT_OURS = List.of("405 (Method Not Allowed)", "https://usage.jenkins.io");

    /** The elements that the keyboard must reach. The page may replace them, so they are found anew for each key. */
    private static final String ACTIONS = """
            [...new Set([...document.querySelectorAll("%s")].flatMap(e => [e, ...e.querySelectorAll('*')]))]
              .filter(e => e.matches('a[href], button, input, select, textarea, summary'))
              .filter(e => e.checkVisibility() && !e.disabled && e.type != 'hidden')
            """;

    /** Shows every style at once, and leaves the focus nowhere. */
    private static final String BEGIN = """
            (() => {
              document.head.insertAdjacentHTML('beforeend', '<style>*, *::before, *::after { transition: none !important; }</style>');
              document.activeElement.blur();
              return (%s).length;
            })()
            """;

    /** Which of the elements has the focus, and whether it, or something in or around it, looks different with it. */
    private static final String FOCUSED = """
            (() => {
              const e = document.activeElement;
              const at = (%s).indexOf(e);
              if (at < 0) return {at: at};
              const parts = [e, e.parentElement, ...e.querySelectorAll('*')];
              const look = () => parts.flatMap(part => [null, '::before', '::after'].map(pseudo => {
                const style = getComputedStyle(part, pseudo);
                return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.opacity].join();
              })).join();
              const focused = look();
              e.blur();
              const blurred = look();
              e.focus({preventScroll: true, focusVisible: true});
              return {at: at, visible: focused !== blurred, what: e.outerHTML.slice(0, 150)};
            })()
            """;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        Screenshots.require();
    }

    @Test
    void everyPageIsAccessible() throws Throwable {
        Axe axe = new Axe();
        Files.createDirectories(Path.of("target", "pages"));
        jenkins.startJenkins();
        List<String> findings = new ArrayList<>();
        try (Browser browser = Browser.open(profiles.resolve("axe"), 1_600, 900)) {
            check(browser, axe, new EveryPage.Page("empty", "kamal/", "#main-panel"), "light", findings);
            jenkins.runRemotely(EveryPage::fill);
            for (String theme : List.of("light", "dark")) {
                jenkins.runRemotely(new Screenshots.Theme(theme));
                for (EveryPage.Page page : EveryPage.PAGES) {
                    check(browser, axe, page, theme, findings);
                }
            }
            for (EveryPage.Page page : EveryPage.PAGES) {
                findings.addAll(unreachable(browser, page));
            }
        }
        assertThat(findings).isEmpty();
    }

    private void check(Browser browser, Axe axe, EveryPage.Page page, String theme, List<String> findings)
            throws Exception {
        for (int width : List.of(1_600, 400)) {
            String at = page.name() + "-" + theme + "-" + width;
            browser.resize(width, 900);
            if (width == 1_600) {
                show(browser, page);
            }
            axe.findings(browser, page.own()).forEach(finding -> findings.add(at + " " + finding));
            browser.complaints().stream()
                    .filter(complaint -> NOT_OURS.stream().noneMatch(complaint::contains))
                    .forEach(complaint -> findings.add(at + " console: " + complaint));
            if (!page.isForm()) {
                browser.picture(Path.of("target", "pages", "axe-" + at + ".png"), "body", 2_400);
            }
        }
    }

    private void show(Browser browser, EveryPage.Page page) throws Exception {
        browser.show(jenkins.getUrl() + page.address(), "document.querySelector(\"" + page.own() + "\")");
    }

    /** What the key Tab does not reach in the plugin's part of a page, and what does not show that it has the focus. */
    private List<String> unreachable(Browser browser, EveryPage.Page page) throws Exception {
        browser.resize(1_600, 900);
        show(browser, page);
        String actions = ACTIONS.formatted(page.own());
        int count = browser.evaluate(BEGIN.formatted(actions)).asInt();
        List<String> findings = new ArrayList<>();
        Set<Integer> reached = new TreeSet<>();
        for (int i = 0; i < MOST_KEYS && reached.size() < count; i++) {
            browser.press("Tab", TAB);
            JsonNode focused = browser.evaluate(FOCUSED.formatted(actions));
            int at = focused.path("at").asInt();
            if (at >= 0 && reached.add(at) && !focused.path("visible").asBoolean()) {
                findings.add(page.name() + ": the focus cannot be seen on "
                        + focused.path("what").asText());
            }
        }
        for (int at = 0; at < count; at++) {
            if (!reached.contains(at)) {
                findings.add(page.name() + ": Tab does not reach "
                        + browser.evaluate("(" + actions + ")[" + at + "].outerHTML.slice(0, 150)")
                                .asText());
            }
        }
        return findings;
    }
}
