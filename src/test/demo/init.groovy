// Sets up the demo's Jenkins when it starts: who may what, the credentials, the host keys, an agent and the job. The agent
// proves itself with what is written to the file agent-secret; once it is there, the job starts.
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.model.TaskListener
import hudson.model.Computer
import hudson.model.FreeStyleProject
import hudson.model.ParametersDefinitionProperty
import hudson.model.StringParameterDefinition
import hudson.security.AuthorizationStrategy
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.slaves.ComputerListener
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import io.jenkins.plugins.kamal.destination.Destination
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration
import io.jenkins.plugins.kamal.rollback.KamalDeployedVersionParameterDefinition
import io.jenkins.plugins.kamal.step.KamalDeployStep
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def directory = new File(System.getenv('LAB_DEMO'))
def facts = new File(directory, 'lab/lab').readLines()*.split(' ').collectEntries { [it[0], it.drop(1)] }
def jenkins = Jenkins.get()

def users = new HudsonPrivateSecurityRealm(false)
users.createAccount('admin', new File(directory, 'admin-password').text)
jenkins.securityRealm = users
def authorization = new FullControlOnceLoggedInAuthorizationStrategy()
authorization.allowAnonymousRead = true
jenkins.authorizationStrategy = authorization
def pictures = System.getenv('LAB_DEMO_PICTURES') == 'true'
if (pictures) {
    // Forms are shown to who may fill them in, and the browser that draws them logs in nowhere.
    jenkins.authorizationStrategy = AuthorizationStrategy.UNSECURED
    jenkins.crumbIssuer = null
}
jenkins.numExecutors = 0
jenkins.quietPeriod = 0
jenkins.systemMessage = 'The demo of the Kamal plugin. It listens on the loopback address alone and is gone with ./dev demo.'
JenkinsLocationConfiguration.get().url = System.getenv('LAB_DEMO_URL')

def credentials = SystemCredentialsProvider.instance
credentials.credentials.add(new BasicSSHUserPrivateKey(CredentialsScope.GLOBAL, 'servers', 'root',
        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(new File(facts.key[0]).text), '', "the demo's servers"))
credentials.credentials.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'registry',
        "the demo's registry", facts.registry[1], facts.registry[2]))
credentials.save()
KamalGlobalConfiguration.get().knownHosts = new File(facts.known_hosts[0]).text

def define = { WorkflowJob project, String file ->
    def pipeline = new File(directory, file).text.replace('@REPOSITORY@', "${directory}/sample-app")
    project.definition = new CpsFlowDefinition(pipeline, true)
}
def job = jenkins.createProject(WorkflowJob, 'sample-app')
define(job, 'Jenkinsfile')
def rollback = jenkins.createProject(WorkflowJob, 'rollback')
define(rollback, 'rollback.Jenkinsfile')
// What its parameters section declares exists only after a first build; this offers them at once.
def version = new KamalDeployedVersionParameterDefinition('VERSION', 'myapp')
version.destination = 'production'
rollback.addProperty(new ParametersDefinitionProperty(version, new StringParameterDefinition('REASON', '')))

// The job that rolls back trusts what the job that deploys has recorded, so its rollback is proven.
def production = new Destination()
production.destination = 'production'
production.jobs = 'sample-app, rollback, by-form'
production.sharingRecords = true
KamalGlobalConfiguration.get().destinations = [production]

if (pictures) {
    def step = new KamalDeployStep()
    step.destination = 'production'
    step.sshCredentialsId = 'servers'
    step.registryCredentialsId = 'registry'
    jenkins.createProject(FreeStyleProject, 'by-form').buildersList.add(new KamalDeployBuilder(step))
}

ComputerListener.all().add(0, new ComputerListener() {
    @Override
    void onOnline(Computer computer, TaskListener listener) {
        if (computer.name == 'deployer' && job.lastBuild == null) {
            job.scheduleBuild2(0)
        }
    }
})
jenkins.addNode(new DumbSlave('deployer', "${directory}/agent", new JNLPLauncher(true)))
new File(directory, 'agent-secret').text = jenkins.getComputer('deployer').jnlpMac
