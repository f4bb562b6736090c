package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every class that the documentation shows compiles against the plugin. */
class JavaBlocksTest {

    private static final Pattern CLASS = Pattern.compile("public (?:final )?class (\\w+)");

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> compile() throws IOException {
        return BlockKind.JAVA.in(Page.all()).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> compile(block)));
    }

    private void compile(CodeBlock block) throws IOException {
        Matcher name = CLASS.matcher(block.text());
        assertThat(name.find()).as("a public class in " + block).isTrue();
        Path source = Files.writeString(temporary.resolve(name.group(1) + ".java"), block.text());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", temporary.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjects(source.toFile()))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }
}
