package io.jenkins.plugins.kamal.engine.docs;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a code block shows, and so which test covers the block. */
public enum BlockKind {
    /** A {@code config/deploy.yml}, the file of a destination, or a part of one; {@link ConfigurationBlocksTest}. */
    CONFIGURATION(block -> isYaml(block) && !isConfigurationAsCode(block) && !isPod(block)),
    /** Configuration as Code; {@code docs.ConfigurationAsCodeBlocksTest} on the Jenkins side. */
    CONFIGURATION_AS_CODE(block -> isYaml(block) && isConfigurationAsCode(block)),
    /** A Kubernetes pod; {@link DataBlocksTest}. */
    POD(block -> isYaml(block) && isPod(block)),
    /** A complete Jenkinsfile; {@code docs.JenkinsfilesTest} on the Jenkins side runs it. */
    JENKINSFILE(block -> isGroovy(block) && block.isFile("Jenkinsfile")),
    /**
     * A Jenkinsfile that no test runs; {@code docs.JenkinsfilesTest} checks its steps and parameters, and
     * {@link CodeBlocksTest} says why it is not run.
     */
    GROOVY(block -> isGroovy(block) && !block.isFile("Jenkinsfile")),
    /** Commands of a shell, or a hook; {@link ShellBlocksTest}. */
    SHELL(block -> block.language().equals("sh")),
    /** {@code .kamal/secrets}; {@link DataBlocksTest}. */
    SECRETS(block -> block.language().equals("dotenv")),
    /** The {@code Dockerfile} of the tools for a pod; {@link PodsTest}. */
    DOCKERFILE(block -> block.language().equals("dockerfile") && block.isFile("tools/Dockerfile")),
    /** JSON; {@link DataBlocksTest}. */
    JSON(block -> block.language().equals("json")),
    /** Java; {@code docs.JavaBlocksTest} on the Jenkins side compiles it. */
    JAVA(block -> block.language().equals("java"));

    private static final Pattern CONFIGURATION_AS_CODE_ROOT =
            Pattern.compile("(?m)^(jenkins|unclassified|credentials|security):");
    private static final Pattern POD_ROOT = Pattern.compile("(?m)^kind: Pod$");

    private final Predicate<CodeBlock> shows;

    BlockKind(Predicate<CodeBlock> shows) {
        this.shows = shows;
    }

    private static boolean isYaml(CodeBlock block) {
        return block.language().equals("yaml");
    }

    private static boolean isGroovy(CodeBlock block) {
        return block.language().equals("groovy");
    }

    private static boolean isConfigurationAsCode(CodeBlock block) {
        return CONFIGURATION_AS_CODE_ROOT.matcher(block.text()).find();
    }

    private static boolean isPod(CodeBlock block) {
        return POD_ROOT.matcher(block.text()).find();
    }

    /** The kind of a block; empty if no test covers the block. */
    public static Optional<BlockKind> of(CodeBlock block) {
        return Stream.of(values()).filter(kind -> kind.shows.test(block)).findFirst();
    }

    /** All blocks of this kind in these pages. */
    public List<CodeBlock> in(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> of(block).filter(this::equals).isPresent())
                .toList();
    }
}
