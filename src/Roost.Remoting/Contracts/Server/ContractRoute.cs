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
    /// <exception cref="UnreadableArgumentsException">The arguments cannot be read.</exception>
    /// <exception cref="UnwritableResultException">The call has committed, and its result is none that can be written.</exception>
    public abstract Task<Error?> RunAsync(ReadOnlyMemory<byte> body, CallContext context, IBufferWriter<byte> answer, CancellationToken cancellationToken);
}

internal sealed class ContractRoute<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method, ContractExecution execution) : ContractRoute(method)
    where TContract : class
    where TArguments : struct
{
    public override async Task<Error?> RunAsync(ReadOnlyMemory<byte> body, CallContext context, IBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        var arguments = Read(body.Span);
        var result = await execution.ServeAsync(method, arguments, context, cancellationToken);
        if (method.Fail is not null && ((IOutcome)result!).Error is { } error)
        {
            return error;
        }

        if (typeof(TResult) != typeof(Nothing) && typeof(TResult) != typeof(Result))
        {
            Write(answer, result);
        }

        return null;
    }

    private static TArguments Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<TArguments>(body, ContractJson.Options);
        }
        catch (JsonException exception)
        {
            throw new UnreadableArgumentsException(exception);
        }
    }

    private static void Write(IBufferWriter<byte> answer, TResult result)
    {
        try
        {
            using var writer = new Utf8JsonWriter(answer);
            JsonSerializer.Serialize(writer, result, ContractJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new UnwritableResultException(exception);
        }
    }
}
