namespace Roost.Contracts;

/// <summary>Does something with any method of any contract, with its types in hand.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
public interface IContractMethodVisitor<out T>
{
    /// <summary>Does it with one method.</summary>
    T Visit<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method)
        where TContract : class
        where TArguments : struct;
}
