package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.PageDecorator;
import io.jenkins.plugins.kamal.engine.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Draws pages of a real Jenkins in a real browser, and leaves their pictures in {@code target/pages}. */
public final class Screenshots {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "pages");

    private final RealJenkinsExtension jenkins;
    private final Path profiles;

    public Screenshots(RealJenkinsExtension jenkins, Path profiles) {
        this.jenkins = jenkins;
        this.profiles = profiles;
    }

    /** Skips the calling test where there is no browser, or fails it where the machine is to have one. */
    public static void require() {
        Needs.skipUnless(Files.isExecutable(BROWSER), "no pages are drawn: there is no " + BROWSER);
    }

    /** Draws a page and returns its document as it stands after its scripts, which must not complain. */
    public String draw(String page, String name, int width, int height) throws IOException, InterruptedException {
        Files.createDirectories(PICTURES);
        Path picture = PICTURES.resolve(name + ".png").toAbsolutePath();
        Path document = profiles.resolve(name + ".html");
        Path complaints = profiles.resolve(name + ".log");
        Process browser = new ProcessBuilder(List.of(
                        BROWSER.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=5000",
                        "--user-data-dir=" + profiles.resolve(name),
                        "--window-size=" + width + "," + height,
                        "--dump-dom",
                        "--screenshot=" + picture,
                        jenkins.getUrl() + page))
                .redirectOutput(document.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            assertThat(browser.waitFor(90, TimeUnit.SECONDS))
                    .as("the browser ended")
                    .isTrue();
        } finally {
            browser.destroyForcibly();
        }
        assertThat(Files.readString(complaints, StandardCharsets.UTF_8))
                .doesNotContain("Content Security Policy")
                .doesNotContain("Uncaught");
        assertThat(picture).isNotEmptyFile();
        return Files.readString(document, StandardCharsets.UTF_8);
    }

    /** Switches a Jenkins to the light or the dark theme for everybody. */
    public record Theme(String name) implements RealJenkinsExtension.Step {

        /** By reflection, because the plugins of the themes are installed and not on the compiler's class path. */
        @Override
        public void run(JenkinsRule rule) throws Throwable {
            ClassLoader plugins = Jenkins.get().pluginManager.uberClassLoader;
            Class<?> factory = plugins.loadClass(
                    name.equals("dark")
                            ? "io.jenkins.plugins.darktheme.DarkThemeManagerFactory"
                            : "io.jenkins.plugins.thememanager.none.NoOpThemeManagerFactory");
            PageDecorator decorator = PageDecorator.all().stream()
                    .filter(page -> page.getClass().getSimpleName().equals("ThemeManagerPageDecorator"))
                    .findFirst()
                    .orElseThrow();
            decorator
                    .getClass()
                    .getMethod("setTheme", plugins.loadClass("io.jenkins.plugins.thememanager.ThemeManagerFactory"))
                    .invoke(decorator, factory.getConstructor().newInstance());
        }
    }
}
