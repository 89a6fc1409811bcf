using Microsoft.CodeAnalysis;

namespace Roost.Generators.Diagnostics;

/// <summary>
/// Everything that Roost's compiler part can say. A message states what is wrong and where, then what to do instead;
/// the page in <c>docs/diagnostics</c> under the same id says why.
/// </summary>
internal static class Catalogue
{
    public static readonly DiagnosticDescriptor ImplementationReference = Define(
        "ROOST1001",
        title: "A module refers to another module's implementation",
        message: "Module '{0}' refers to '{1}', which is the implementation of module '{2}'.",
        remedy: "{3}",
        detail: "A module sees other modules through their contracts only, so that they can run in other processes and change inside without its knowledge.");

    public static readonly DiagnosticDescriptor PublicType = Define(
        "ROOST1002",
        title: "A module shows another type than its module class",
        message: "'{0}' can be seen from outside module '{1}', whose only public type is '{2}'.",
        remedy: "{3}",
        detail: "What an assembly shows, others come to depend on. A module shows its module class, which has no members to call, and nothing else.");

    public static readonly DiagnosticDescriptor UndeclaredUse = Define(
        "ROOST1003",
        title: "A contract is used without being declared",
        message: "Module '{0}' mentions contract '{1}' and does not declare its use.",
        remedy: "Add [Uses<{1}>] to '{2}'.",
        detail: "The attributes on the module class are the module graph: start-up checks, topologies, fakes in tests and documentation are made from them.");

    public static readonly DiagnosticDescriptor Cycle = Define(
        "ROOST1004",
        title: "Modules use each other in a circle",
        message: "Modules use each other in a circle: {0}.",
        remedy: "Let one of them publish an integration event that the other handles, or move what both need into a third module.",
        detail: "Modules in a circle can neither start, nor be tested, nor change without each other: they are one module in several assemblies.");

    public static readonly DiagnosticDescriptor ExportedTwice = Define(
        "ROOST1005",
        title: "Two modules export the same contract",
        message: "Contract '{0}' is exported by modules {1}.",
        remedy: "Remove [Exports<{0}>] from all but one.",
        detail: "A call of a contract has one place to go.");

    public static readonly DiagnosticDescriptor NotAContract = Define(
        "ROOST1006",
        title: "A module exports or uses something that is no contract",
        message: "[{0}<{1}>] on '{2}' does not name a contract.",
        remedy: "Name an interface that is marked [Contract].",
        detail: "Only a contract is checked for what can travel between processes, and only for contracts are clients generated.");

    public static readonly DiagnosticDescriptor ModuleWithoutName = Define(
        "ROOST1007",
        title: "A module class has no name",
        message: "Module class '{0}' has no name.",
        remedy: "Add [Module(\"{1}\")] to it.",
        detail: "Schema, configuration section and topologies go by the module's name, which stays when the class is renamed.");

    public static readonly DiagnosticDescriptor BadModuleName = Define(
        "ROOST1008",
        title: "A module's name breaks the rule for names",
        message: "'{0}' cannot be the name of a module.",
        remedy: "Use lower-case letters, digits and hyphens, at most 40 of them, beginning with a letter.",
        detail: "The name becomes a schema, a configuration section and a word in topology files, and has to be valid in each.");

    public static readonly DiagnosticDescriptor ModuleNotPublicSealed = Define(
        "ROOST1009",
        title: "A module class is not public and sealed",
        message: "Module class '{0}' is not public and sealed.",
        remedy: "Declare it as 'public sealed class {0}', outside of any other type and without type parameters.",
        detail: "Hosts name the class to include the module, and a class derived from it would be a module nobody declared.");

    public static readonly DiagnosticDescriptor SeveralModules = Define(
        "ROOST1010",
        title: "One assembly declares several modules",
        message: "'{0}' is one of several module classes in assembly '{1}': {2}.",
        remedy: "Give each module an assembly of its own.",
        detail: "The boundary that the compiler holds is the assembly; within one, modules would see each other's internals.");

    public static readonly DiagnosticDescriptor UsesOwnExport = Define(
        "ROOST1011",
        title: "A module uses a contract that it exports",
        message: "'{0}' exports contract '{1}' and declares its use as well.",
        remedy: "Remove [Uses<{1}>] and call the service behind the contract directly.",
        detail: "A contract call is a unit of work of its own. Inside a module that is a second transaction where one was meant.");

    public static readonly DiagnosticDescriptor HeavyContracts = Define(
        "ROOST1012",
        title: "A contracts assembly refers to more than plain data",
        message: "Contracts assembly '{0}' refers to '{1}'.",
        remedy: "Refer to Roost.Abstractions and other assemblies of plain data only, and move what needs '{1}' into the module.",
        detail: "Whatever a contracts assembly refers to becomes part of every module that uses the contract.");

    public static readonly DiagnosticDescriptor ContractShape = Define(
        "ROOST1101",
        title: "A contract has a member that cannot be called from another process",
        message: "'{0}' cannot be called from another process: {1}.",
        remedy: "{2}",
        detail: "A contract means the same near and far. Every call is asynchronous, can be cancelled, and is known by its method's name.");

    public static readonly DiagnosticDescriptor CannotTravel = Define(
        "ROOST1102",
        title: "A contract or event carries data that cannot travel",
        message: "'{0}' cannot travel to another process: {1}.",
        remedy: "{2}",
        detail: "What a contract takes and gives is copied when modules run apart and shared when they run together. Only immutable data means the same in both.");

    public static readonly DiagnosticDescriptor NoOperationId = Define(
        "ROOST1103",
        title: "An idempotent method takes no operation id",
        message: "'{0}' is marked [Idempotent], but takes no operation id by which a repetition could be recognized.",
        remedy: "Add a parameter 'Guid operationId', or a property 'Guid OperationId' to its request.",
        detail: "Machinery repeats the call when an answer is lost; the callee remembers the id and answers as it did before.");

    public static readonly DiagnosticDescriptor BadEventName = Define(
        "ROOST1104",
        title: "An event's name breaks the rule for names",
        message: "'{0}' cannot be the name of the event '{1}'.",
        remedy: "Write the module's name, a dot and what happened, in lower-case letters, digits and hyphens: 'orders.order-confirmed'.",
        detail: "The name stands in the outbox and in brokers for years; it says whose event it is and stays when the type is renamed.");

    public static readonly DiagnosticDescriptor WallClock = Define(
        "ROOST1201",
        title: "The machine's clock is read directly",
        message: "'{0}' reads the machine's clock, which no test can set.",
        remedy: "Take a TimeProvider in the constructor and call its GetUtcNow().",
        detail: "Time that comes from TimeProvider can be driven: deadlines, expiry and schedules are tested without waiting.");

    public static readonly DiagnosticDescriptor RandomGuid = Define(
        "ROOST1202",
        title: "An id is made in random order",
        message: "'Guid.NewGuid()' makes ids in random order, which spreads new rows over the whole index.",
        remedy: "Call Guid.CreateVersion7() for ids, RandomNumberGenerator for secrets.",
        detail: "Ids of version 7 (RFC 9562) grow with time, so that new rows stand together; no version is a secret.");

    public static readonly DiagnosticDescriptor ThreadSleep = Define(
        "ROOST1203",
        title: "A thread is put to sleep",
        message: "'Thread.Sleep' holds a thread that other requests need.",
        remedy: "Write 'await Task.Delay(delay, timeProvider, cancellationToken)', or wait for what you are waiting for.",
        detail: "A sleeping thread serves nobody, cannot be cancelled, and no test can shorten it.");

    public static readonly DiagnosticDescriptor SyncOverAsync = Define(
        "ROOST1204",
        title: "A thread waits for a task",
        message: "'{0}' holds a thread until the task ends.",
        remedy: "Await the task instead.",
        detail: "Under load all threads of the pool come to wait for work that needs a thread of the pool.");

    public static readonly DiagnosticDescriptor StaticState = Define(
        "ROOST1205",
        title: "Static state can change",
        message: "'{0}' is static and can change.",
        remedy: "Make it readonly or const, or keep it in a service that is registered as a singleton.",
        detail: "Static state is shared by all tenants, hosts and tests in the process and by nothing outside of it.");

    public static readonly DiagnosticDescriptor UnreachableValidation = Define(
        "ROOST1301",
        title: "Validation attributes would never be checked",
        message: "The validation attributes of '{0}' would never be checked: {1}.",
        remedy: "{2}",
        detail: "Validators are generated, and generated code sees what other code of the assembly sees. A rule that nobody checks is worse than none.");

    public static readonly DiagnosticDescriptor SagaNotWrittenDown = Define(
        "ROOST1401",
        title: "A saga's version is not written down",
        message: "Version {0} of the saga '{1}' is not written down.",
        remedy: "Add the line '{2}' to the file sagas.txt beside the project file.",
        detail: "Instances go on for days by the steps that they began with. What is written down tells a later change of the steps from a first draft.");

    public static readonly DiagnosticDescriptor SagaChanged = Define(
        "ROOST1402",
        title: "A saga has changed under its version",
        message: "Version {0} of the saga '{1}' is written down as '{2}', and is now '{3}'.",
        remedy: "Instances under way go on by the steps written down: keep the class as it was, and write a new one with [Saga(\"{1}\", Version = {4})]. Only if no instance of it has ever run, change the line in sagas.txt.",
        detail: "An instance remembers which steps it has done by their names. Under other steps it would leave some out, do some twice, or not undo what it did.");

    public static readonly DiagnosticDescriptor UnreadableSteps = Define(
        "ROOST1403",
        title: "A saga's steps cannot be read",
        message: "The steps of '{0}' cannot be read: {1}.",
        remedy: "{2}",
        detail: "Steps are held against what is written down of them without running the program. That takes steps that are the same in each process, and stand there in one piece.");

    public static readonly DiagnosticDescriptor UnreadableSagaLine = Define(
        "ROOST1404",
        title: "A line of sagas.txt cannot be read",
        message: "'{0}' is no version of a saga.",
        remedy: "Write name, version, state and steps, as in 'checkout v1 CheckoutState: reserve+undo, confirm!', or begin the line with '#'.",
        detail: "A line that says nothing would look as if it held a version to its steps, and hold none.");

    /// <summary>Every rule, by id.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        ImplementationReference, PublicType, UndeclaredUse, Cycle, ExportedTwice, NotAContract, ModuleWithoutName, BadModuleName,
        ModuleNotPublicSealed, SeveralModules, UsesOwnExport, HeavyContracts,
        ContractShape, CannotTravel, NoOperationId, BadEventName,
        WallClock, RandomGuid, ThreadSleep, SyncOverAsync, StaticState,
        UnreachableValidation,
        SagaNotWrittenDown, SagaChanged, UnreadableSteps, UnreadableSagaLine,
    ];

    public static DiagnosticDescriptor Find(string id) => All.Single(rule => rule.Id == id);

    private static DiagnosticDescriptor Define(string id, string title, string message, string remedy, string detail) => new(
        id,
        title,
        $"{message} {remedy}",
        "Roost",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        detail,
        $"https://github.com/roost-dev/roost/blob/main/docs/diagnostics/{id}.md");
}
