package io.jenkins.plugins.kamal;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.kamal.task.request.EngineRequest;

/** The compiled classes of the plugin and the engine, for tests that hold all of them to a rule. */
final class PluginClasses {

    static final JavaClasses ALL = new ClassFileImporter()
            .importUrl(EngineRequest.class.getProtectionDomain().getCodeSource().getLocation());

    private PluginClasses() {}
}
