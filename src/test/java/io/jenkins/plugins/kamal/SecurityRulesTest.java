package io.jenkins.plugins.kamal;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import hudson.model.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** What holds for everything that a browser can reach. */
class SecurityRulesTest {

    @Test
    void whatAFormAsksIsNeverAskedByALink() {
        methods()
                .that()
                .haveNameMatching("do[A-Z].*")
                .and(are(HasModifiers.Predicates.modifier(PUBLIC)))
                .should()
                .beAnnotatedWith(POST.class)
                .check(PluginClasses.ALL);
    }

    /** So that the permissions of the job are asked, and not those of all of Jenkins. */
    @Test
    void listsOfCredentialsAreForAJob() {
        methods()
                .that()
                .haveNameMatching("doFill.*CredentialsIdItems")
                .should()
                .haveRawParameterTypes(Item.class, String.class)
                .check(PluginClasses.ALL);
        assertThat(PluginClasses.ALL.stream()
                        .map(JavaClass::getMethods)
                        .flatMap(methods -> methods.stream())
                        .filter(method -> method.getName().matches("doFill.*CredentialsIdItems")))
                .as("the rule is about something")
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void everyViewEscapes() throws IOException {
        List<Path> views;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            views = files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
        assertThat(views).hasSizeGreaterThan(20).allSatisfy(view -> assertThat(Files.readAllLines(view))
                .first()
                .isEqualTo("<?jelly escape-by-default='true'?>"));
        assertThat(views).allSatisfy(view -> assertThat(Files.readString(view))
                .as("scripts and unescaped texts in a view")
                .doesNotContain("<script", "h.rawHtml", "escapeText=\"false\"", "<j:out", " onclick="));
    }
}
