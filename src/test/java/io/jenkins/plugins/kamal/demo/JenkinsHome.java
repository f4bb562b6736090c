package io.jenkins.plugins.kamal.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What the controller of the demo finds when it starts: the plugin as it is packaged, the plugins it needs as the tests
 * have them, and {@code src/test/demo/init.groovy}, which does the rest.
 *
 * @param directory the directory that holds everything the demo makes
 * @param adminPassword the password of the one who may do more than read
 */
record JenkinsHome(Path directory, String adminPassword) {

    private static final Path SOURCES = Path.of("src", "test", "demo");
    private static final List<String> PIPELINES = List.of("Jenkinsfile", "rollback.Jenkinsfile");
    private static final Path PLUGIN = Path.of("target", "kamal.hpi");
    private static final Path OTHER_PLUGINS = Path.of("target", "test-classes", "test-dependencies");

    static JenkinsHome prepare(Path directory) throws IOException {
        JenkinsHome home = new JenkinsHome(directory, UUID.randomUUID().toString());
        Path plugins = Files.createDirectories(home.path().resolve("plugins"));
        link(plugins, PLUGIN);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(OTHER_PLUGINS, "*.hpi")) {
            for (Path other : others) {
                link(plugins, other);
            }
        }
        Path scripts = Files.createDirectories(home.path().resolve("init.groovy.d"));
        Files.copy(SOURCES.resolve("init.groovy"), scripts.resolve("demo.groovy"));
        for (String pipeline : PIPELINES) {
            Files.copy(SOURCES.resolve(pipeline), directory.resolve(pipeline));
        }
        Files.writeString(directory.resolve("admin-password"), home.adminPassword());
        return home;
    }

    private static void link(Path plugins, Path plugin) throws IOException {
        String name = plugin.getFileName().toString().replace(".hpi", ".jpi");
        Files.createSymbolicLink(plugins.resolve(name), plugin.toAbsolutePath());
    }

    /** JENKINS_HOME. */
    Path path() {
        return directory.resolve("jenkins");
    }

    /** Where {@code init.groovy} writes the secret of the agent, as the last thing it does. */
    Path agentSecret() {
        return directory.resolve("agent-secret");
    }
}
