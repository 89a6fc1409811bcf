namespace Roost.Contracts;

/// <summary>What is known of one method of a contract without calling it.</summary>
public abstract class ContractMethod
{
    private protected ContractMethod(Type contract, string name, bool idempotent)
    {
        Contract = contract;
        Name = name;
        IsIdempotent = idempotent;
        FullName = $"{contract.Name}.{name}";
    }

    /// <summary>The contract's interface.</summary>
    public Type Contract { get; }

    /// <summary>The method's name, unique within its contract.</summary>
    public string Name { get; }

    /// <summary>Contract and method, as logs and traces name a call: <c>IInventory.ReserveAsync</c>.</summary>
    public string FullName { get; }

    /// <summary>Whether a repetition with the same operation id takes effect once.</summary>
    public bool IsIdempotent { get; }

    /// <summary>The type that holds the arguments of a call.</summary>
    public abstract Type ArgumentsType { get; }

    /// <summary>The type of what the returned task yields; <see cref="Nothing"/> for a plain task.</summary>
    public abstract Type ResultType { get; }

    /// <summary>Lets somebody do something with the method whose types only the method knows.</summary>
    public abstract T Accept<T>(IContractMethodVisitor<T> visitor);
}

/// <summary>One method of a contract, with what is needed to call it on any implementation.</summary>
/// <typeparam name="TContract">The contract's interface.</typeparam>
/// <typeparam name="TArguments">A generated struct with one property for each parameter.</typeparam>
/// <typeparam name="TResult">What the returned task yields.</typeparam>
public sealed class ContractMethod<TContract, TArguments, TResult>(
    string name,
    bool idempotent,
    Func<TContract, TArguments, CancellationToken, Task<TResult>> invoke,
    Action<TArguments, Validation.ValidationContext>? validate = null,
    Func<Error, TResult>? fail = null)
    : ContractMethod(typeof(TContract), name, idempotent)
    where TContract : class
    where TArguments : struct
{
    /// <summary>Calls the method on an implementation.</summary>
    public Func<TContract, TArguments, CancellationToken, Task<TResult>> Invoke { get; } = invoke;

    /// <summary>Validates the arguments; <see langword="null"/> where there is nothing to validate.</summary>
    public Action<TArguments, Validation.ValidationContext>? Validate { get; } = validate;

    /// <summary>
    /// Makes a failed result; <see langword="null"/> where the result has no room for an error, so that one arrives as a
    /// <see cref="ContractErrorException"/>.
    /// </summary>
    public Func<Error, TResult>? Fail { get; } = fail;

    /// <inheritdoc/>
    public override T Accept<T>(IContractMethodVisitor<T> visitor) =>
        (visitor ?? throw new ArgumentNullException(nameof(visitor))).Visit(this);

    /// <inheritdoc/>
    public override Type ArgumentsType => typeof(TArguments);

    /// <inheritdoc/>
    public override Type ResultType => typeof(TResult);
}
