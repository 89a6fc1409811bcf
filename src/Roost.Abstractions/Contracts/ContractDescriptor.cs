namespace Roost.Contracts;

/// <summary>A contract as the generator describes it: its methods, and how to make a client for it.</summary>
public abstract class ContractDescriptor
{
    private protected ContractDescriptor(Type contract, IReadOnlyList<ContractMethod> methods)
    {
        Contract = contract;
        Methods = methods;
    }

    /// <summary>The contract's interface.</summary>
    public Type Contract { get; }

    /// <summary>The contract's methods, in the order of their declaration.</summary>
    public IReadOnlyList<ContractMethod> Methods { get; }

    /// <summary>Makes a client that speaks through <paramref name="channel"/>.</summary>
    public abstract object CreateClient(ContractChannel channel);
}

/// <inheritdoc/>
/// <typeparam name="TContract">The contract's interface.</typeparam>
public sealed class ContractDescriptor<TContract>(
    Func<ContractChannel, TContract> createClient,
    params IReadOnlyList<ContractMethod> methods)
    : ContractDescriptor(typeof(TContract), methods)
    where TContract : class
{
    /// <inheritdoc/>
    public override object CreateClient(ContractChannel channel) => createClient(channel);
}
