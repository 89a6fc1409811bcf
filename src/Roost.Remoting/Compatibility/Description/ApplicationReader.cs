using System.Reflection;
using Roost.Contracts;
using Roost.Messaging.Travel;
using Roost.Model;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>Describes the application that a host is an image of: all its modules, whichever are active.</summary>
internal static class ApplicationReader
{
    public static ApplicationDescription Read(ApplicationModel model)
    {
        var types = new SortedDictionary<string, TypeDescription>(StringComparer.Ordinal);
        var shapes = new ShapeReader(types);
        var contracts = from module in model.Modules
                        from contract in module.Exports
                        let descriptor = model.DescriptorOf(contract)
                        where descriptor is not null
                        select KeyValuePair.Create($"{module.Name}/{contract.Name}", Read(descriptor, model, shapes));
        var messages = TravellingMessages.Of(model).GroupBy(message => message.Kind, message => KeyValuePair.Create(message.Name, new MessageDescription
        {
            Data = shapes.Read(message.Data, message.Json),
            Publisher = message.Publisher,
            IsObsolete = IsObsolete(message.Data),
            IsOld = !message.IsWritten,
        }));
        return new()
        {
            Format = ApplicationDescription.CurrentFormat,
            Contracts = Sorted(contracts),
            Messages = new(messages.ToDictionary(kind => kind.Key, Sorted)),
            Types = types,
        };
    }

    private static ContractDescription Read(ContractDescriptor contract, ApplicationModel model, ShapeReader shapes) => new()
    {
        IsObsolete = IsObsolete(contract.Contract),
        UsedBy = [.. model.Modules.Where(module => module.Uses.Contains(contract.Contract)).Select(module => module.Name).Order(StringComparer.Ordinal)],
        IsUsedByHosts = model.UsedByHosts.Contains(contract.Contract),
        Methods = Sorted(contract.Methods.Select(method => KeyValuePair.Create(method.Name, Read(method, shapes)))),
    };

    private static MethodDescription Read(ContractMethod method, ShapeReader shapes)
    {
        var declared = method.Contract.GetMethod(method.Name)!;
        return new()
        {
            Arguments = shapes.ReadFields(method.ArgumentsType, ContractJson.Options),
            Result = ReadResult(method.ResultType, declared, shapes),
            IsIdempotent = method.IsIdempotent,
            CanFail = method.ResultType.IsAssignableTo(typeof(IOutcome)),
            IsObsolete = IsObsolete(declared),
        };
    }

    private static Shape? ReadResult(Type result, MethodInfo declared, ShapeReader shapes) => result == typeof(Nothing) || result == typeof(Result)
        ? null
        : shapes.ReadAnswer(result, shapes.Nullability(declared), ContractJson.Options);

    private static bool IsObsolete(MemberInfo member) => member.IsDefined(typeof(ObsoleteAttribute), inherit: false);

    private static SortedDictionary<string, T> Sorted<T>(IEnumerable<KeyValuePair<string, T>> entries) => new(new Dictionary<string, T>(entries), StringComparer.Ordinal);
}
