using System.Buffers;
using System.Text.Json;
using Roost.Contracts;
using Roost.Operations;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Server;

/// <summary>A method that other hosts call.</summary>
internal abstract class ContractRoute(ContractMethod method)
{
    public ContractMethod Method { get; } = method;

    /// <summary>Runs it, and writes its result.</summary>
    /// <param name="body">The arguments, as JSON.</param>
    /// <param name="context">For whom it runs.</param>
    /// <param name="answer">Where the result is written, once the call has committed; nothing for a method without one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The error that the method has returned.</returns>
    /// <exception cref="JsonException">The arguments cannot be read.</exception>
    public abstract Task<Error?> RunAsync(ReadOnlyMemory<byte> body, CallContext context, IBufferWriter<byte> answer, CancellationToken cancellationToken);
}

internal sealed class ContractRoute<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method, ContractExecution execution) : ContractRoute(method)
    where TContract : class
    where TArguments : struct
{
    public override async Task<Error?> RunAsync(ReadOnlyMemory<byte> body, CallContext context, IBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        var arguments = JsonSerializer.Deserialize<TArguments>(body.Span, ContractJson.Options);
        var result = await execution.ServeAsync(method, arguments, context, cancellationToken);
        if (method.Fail is not null && ((IOutcome)result!).Error is { } error)
        {
            return error;
        }

        if (typeof(TResult) != typeof(Nothing) && typeof(TResult) != typeof(Result))
        {
            await using var writer = new Utf8JsonWriter(answer, new() { SkipValidation = true });
            JsonSerializer.Serialize(writer, result, ContractJson.Options);
        }

        return null;
    }
}
