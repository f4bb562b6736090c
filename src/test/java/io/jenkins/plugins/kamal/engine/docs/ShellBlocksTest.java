package io.jenkins.plugins.kamal.engine.docs;

import io.jenkins.plugins.kamal.engine.cli.DocumentedCommand;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every command in a block or in the prose is one that the engine, {@code ./dev} or Maven knows. */
class ShellBlocksTest {

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern STEP = Pattern.compile("kamal (?:command: )?'([^']+)'.*");

    @TestFactory
    Stream<DynamicTest> areCommandsThatExist() throws IOException {
        return BlockKind.SHELL.in(Page.all()).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> ShellCommands.check(block.text())));
    }

    @TestFactory
    Stream<DynamicTest> areCommandsThatExistInTheProse() throws IOException {
        return Page.all().stream()
                .map(page -> DynamicTest.dynamicTest(
                        page.toString(), () -> commands(page).forEach(DocumentedCommand::check)));
    }

    private static List<String> commands(Page page) {
        return page.prose().stream()
                .flatMap(line -> SPAN.matcher(line).results())
                .map(span -> span.group(1))
                .map(span -> STEP.matcher(span).replaceFirst("kamal $1"))
                .filter(span -> span.matches("kamal [a-z].*") && !span.contains("…") && !span.contains(": "))
                .map(span -> span.substring("kamal ".length()))
                .toList();
    }
}
