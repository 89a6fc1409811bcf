using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>Applications of one method or one message.</summary>
internal static class Described
{
    public const string Contract = "stock/IStock";

    public static ApplicationDescription Nothing { get; } = With([], [], []);

    /// <summary>An application with a message of some kind.</summary>
    public static ApplicationDescription Message(MessageKind kind, string name, Type data, bool isObsolete = false, bool isOld = false)
    {
        var types = Sorted<TypeDescription>();
        var message = new MessageDescription { Data = new ShapeReader(types).Read(data, ContractJson.Options), IsObsolete = isObsolete, IsOld = isOld };
        return With([], new() { [kind] = new(StringComparer.Ordinal) { [name] = message } }, types);
    }

    /// <summary>An application with several messages.</summary>
    public static ApplicationDescription Messages(params (MessageKind Kind, string Name, Type Data)[] messages)
    {
        var types = Sorted<TypeDescription>();
        var shapes = new ShapeReader(types);
        var kinds = messages.GroupBy(message => message.Kind).ToDictionary(kind => kind.Key, kind =>
        {
            var sorted = Sorted<MessageDescription>();
            foreach (var (_, name, data) in kind)
            {
                sorted.Add(name, new() { Data = shapes.Read(data, ContractJson.Options) });
            }

            return sorted;
        });
        return With([], new(kinds), types);
    }

    /// <summary>An event, and the module that publishes it.</summary>
    public static ApplicationDescription Published(string name, string module)
    {
        var application = Messages((MessageKind.Event, name, typeof(int)));
        var events = application.Messages[MessageKind.Event];
        events[name] = events[name] with { Publisher = module };
        return application;
    }

    /// <summary>An application whose contract is used by these modules.</summary>
    public static ApplicationDescription Used(params string[] modules) => Contracts((Contract, new() { UsedBy = modules, Methods = [] }));

    /// <summary>An application with versions of sagas, or what somebody took for them.</summary>
    public static ApplicationDescription Sagas(params string[] names)
    {
        var sagas = Sorted<MessageDescription>();
        foreach (var name in names)
        {
            sagas.Add(name, Message(MessageKind.SagaState, name, typeof(int)).Messages[MessageKind.SagaState][name]);
        }

        return With([], new() { [MessageKind.SagaState] = sagas }, []);
    }

    /// <summary>An application with a method <c>TakeAsync</c>, whose parameters are the fields of a type.</summary>
    public static ApplicationDescription Method(Type arguments, Type? result = null, Func<MethodDescription, MethodDescription>? change = null)
    {
        var types = Sorted<TypeDescription>();
        var shapes = new ShapeReader(types);
        var method = new MethodDescription { Arguments = shapes.ReadFields(arguments, ContractJson.Options), Result = result is null ? null : shapes.Read(result, ContractJson.Options) };
        return Contracts((Contract, new() { UsedBy = [], Methods = new(StringComparer.Ordinal) { ["TakeAsync"] = change?.Invoke(method) ?? method } })) with { Types = types };
    }

    public static ApplicationDescription Contracts(params (string Name, ContractDescription Contract)[] contracts)
    {
        var sorted = Sorted<ContractDescription>();
        foreach (var (name, contract) in contracts)
        {
            sorted.Add(name, contract);
        }

        return With(sorted, [], []);
    }

    private static ApplicationDescription With(
        SortedDictionary<string, ContractDescription> contracts, SortedDictionary<MessageKind, SortedDictionary<string, MessageDescription>> messages, SortedDictionary<string, TypeDescription> types) =>
        new() { Format = ApplicationDescription.CurrentFormat, Contracts = contracts, Messages = messages, Types = types };

    private static SortedDictionary<string, T> Sorted<T>() => new(StringComparer.Ordinal);
}
