using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Operations;
using Roost.Validation;

namespace Roost.Contracts;

/// <summary>
/// Runs a call on the implementation of a contract in this host, as an operation of its own: own scope, own unit of work, committed before it returns.
/// The same for a caller in this host and for one that another host speaks for.
/// </summary>
public sealed class ContractExecution
{
    private readonly ContractRegistry _registry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ContractExecution(ContractRegistry registry, TimeProvider time, ILogger<ContractExecution> logger)
    {
        _registry = registry;
        _time = time;
        _logger = logger;
    }

    /// <summary>What a call comes to whose deadline came before it was at its end, wherever it ran.</summary>
    public static Error TooLate { get; } = Error.TimedOut("contract.timed_out", "It took longer than allowed. Try again.");

    /// <summary>Runs one call for a caller in another host, with its context in the log.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments, which the method's own rules have not been held against yet.</param>
    /// <param name="context">For whom it runs.</param>
    /// <param name="cancellationToken">Ends it, and undoes what was not committed.</param>
    /// <exception cref="ContractErrorException">It was refused, and its result has no room for an error.</exception>
    /// <exception cref="ContractFaultException">The implementation threw, or the context's deadline came before it was at its end.</exception>
    public async Task<TResult> ServeAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CallContext context,
        CancellationToken cancellationToken)
        where TContract : class
        where TArguments : struct
    {
        using var log = _logger.BeginScope(new CallContextLogScope(context));
        return await RunAsync(method, arguments, context, default, cancellationToken);
    }

    /// <summary>Runs one call.</summary>
    internal async Task<TResult> RunAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CallContext context,
        ContractCall call,
        CancellationToken cancellationToken)
        where TContract : class
        where TArguments : struct
    {
        Error? error = null;
        OperationEnd? end = null;
        await using var scope = _registry.Scopes.CreateAsyncScope();
        var operation = scope.ServiceProvider.GetRequiredService<Operation>();
        operation.Begin(context);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            end = context.Deadline is { } deadline ? new(deadline - _time.GetUtcNow(), _time, _logger, cancellationToken) : null;
            // Most calls have neither rules nor guards, and pay for none.
            if ((method.Validate is not null || _registry.IsGuarded<TContract>())
                && (error = await RefuseAsync(method, arguments, operation, scope.ServiceProvider, end?.Token ?? cancellationToken)) is not null)
            {
                call.Completed(error);
                return method.Fail is null ? throw new ContractErrorException(method.FullName, error) : method.Fail(error);
            }

            var result = await method.Invoke(_registry.Implementation<TContract>(scope.ServiceProvider), arguments, end?.Token ?? cancellationToken);
            error = method.Fail is null ? null : ((IOutcome)result!).Error;
            await operation.CompleteAsync(error is null, end?.Token ?? cancellationToken);
            call.Completed(error);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await operation.RollbackAsync();
            throw;
        }
        catch (Exception exception) when (exception is not ContractErrorException || error is null)
        {
            await operation.RollbackAsync();
            var isLate = exception is OperationCanceledException && end?.Token.IsCancellationRequested == true;
            var fault = new ContractFaultException(method.FullName, isLate ? TooLate : _registry.Faults.Fault(exception), exception);
            call.Failed(fault);
            throw fault;
        }
        finally
        {
            call.Dispose();
            if (end is not null)
            {
                await end.DisposeAsync();
            }
        }
    }

    /// <summary>Why the call may not enter; <see langword="null"/> if it may.</summary>
    private async ValueTask<Error?> RefuseAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        Operation operation,
        IServiceProvider services,
        CancellationToken cancellationToken)
        where TContract : class
        where TArguments : struct
    {
        if (method.Validate is not null)
        {
            var validation = new ValidationContext();
            method.Validate(arguments, validation);
            if (!validation.IsValid)
            {
                return Error.Invalid(validation.Errors);
            }
        }

        foreach (var guard in _registry.GuardsOf<TContract>(services))
        {
            if (await guard.CheckAsync(method, operation.Context, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
