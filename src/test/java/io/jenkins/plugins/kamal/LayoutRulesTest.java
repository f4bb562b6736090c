package io.jenkins.plugins.kamal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/architecture.md} says about all packages: small, and public only where another package needs it. */
class LayoutRulesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_FILES = 25;
    private static final int MOST_PARAMETERS = 10;

    /** Jenkins, Stapler and XStream find types with these annotations by reflection, and call only public ones. */
    private static final List<String> FOUND_BY_REFLECTION = List.of(
            "hudson.Extension",
            "hudson.init.Initializer",
            "org.kohsuke.stapler.export.ExportedBean",
            "org.kohsuke.stapler.DataBoundConstructor");

    private static final List<String> CALLED_BY_VIEWS =
            List.of("hudson.model.Action", "hudson.model.Describable", "hudson.model.Descriptor");

    /** Tests count: some read a file or a name whose form only its own class knows. */
    @Test
    void onlyTypesThatAnotherPackageNeedsArePublic() throws IOException {
        List<String> sources = new ArrayList<>(read(SOURCES, ".java").values());
        sources.addAll(read(Path.of("src/test/java"), ".java").values());
        sources.addAll(read(Path.of("src/main/resources"), ".jelly").values());
        Set<JavaClass> reflected = foundByReflection();
        List<String> needless = PluginClasses.ALL.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isGenerated(type))
                .filter(type -> !isUsedByAnotherPackage(type) && !isProgram(type))
                .filter(type -> withNested(type).noneMatch(reflected::contains))
                .filter(type -> sources.stream().noneMatch(source -> names(source, type)))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(needless).isEmpty();
    }

    private static boolean isUsedByAnotherPackage(JavaClass type) {
        return withNested(type).anyMatch(used -> used.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .anyMatch(user -> !user.getPackageName().equals(type.getPackageName())));
    }

    /** Maven generates {@code Messages} from properties. */
    private static boolean isGenerated(JavaClass type) {
        return Files.notExists(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    }

    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }

    /** With everything that views reach from there through getters. */
    private static Set<JavaClass> foundByReflection() {
        Set<JavaClass> found = new HashSet<>();
        Deque<JavaClass> open = PluginClasses.ALL.stream()
                .filter(LayoutRulesTest::isFoundByReflection)
                .collect(Collectors.toCollection(ArrayDeque::new));
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            if (found.add(type)) {
                type.getMethods().stream()
                        .filter(method -> method.getName().matches("get[A-Z].*"))
                        .flatMap(getter -> getter.getReturnType().getAllInvolvedRawTypes().stream())
                        .forEach(open::add);
            }
        }
        return found;
    }

    private static boolean isFoundByReflection(JavaClass type) {
        return CALLED_BY_VIEWS.stream().anyMatch(type::isAssignableTo)
                || FOUND_BY_REFLECTION.stream()
                        .anyMatch(annotation -> type.isAnnotatedWith(annotation)
                                || type.getMembers().stream().anyMatch(member -> member.isAnnotatedWith(annotation)));
    }

    private static Stream<JavaClass> withNested(JavaClass type) {
        return PluginClasses.ALL.stream()
                .filter(other -> other.equals(type) || other.getName().startsWith(type.getName() + "$"));
    }

    /** Names in sources count, because the compiler copies constants and leaves no trace of their class. */
    private static boolean names(String source, JavaClass type) {
        return source.contains("import " + type.getName() + ";")
                || source.contains("import static " + type.getName() + ".")
                || source.contains("=\"" + type.getName() + "\"");
    }

    @Test
    void noPackageHasMoreFilesThanAReaderTakesIn() throws IOException {
        Map<String, Long> files = read(SOURCES, ".java").keySet().stream()
                .collect(Collectors.groupingBy(
                        file -> file.substring(0, file.lastIndexOf('/')), TreeMap::new, Collectors.counting()));
        files.values().removeIf(count -> count <= MOST_FILES);

        assertThat(files).isEmpty();
    }

    @Test
    void noConstructorHasMoreThanTenParameters() {
        List<String> tooLong = PluginClasses.ALL.stream()
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.getRawParameterTypes().size() > MOST_PARAMETERS)
                .map(JavaConstructor::getFullName)
                .toList();

        assertThat(tooLong).isEmpty();
    }

    private static Map<String, String> read(Path root, String extension) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(extension)).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
