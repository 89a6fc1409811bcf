using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Validation;

namespace Roost.Contracts;

/// <summary>
/// Calls a contract whose module is active in this host. The call is an operation of its own: own scope, own unit of work,
/// committed before it returns, exactly as if the module lived elsewhere.
/// </summary>
internal sealed class LocalContractChannel(Operation caller, ContractRegistry registry) : ContractChannel
{
    public override async Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CancellationToken cancellationToken)
    {
        if (caller.HasOpenTransaction)
        {
            throw new ContractCallInTransactionException(method.FullName);
        }

        using var activity = ContractDiagnostics.Source.HasListeners()
            ? ContractDiagnostics.Source.StartActivity(method.FullName)
            : null;
        var begun = ContractDiagnostics.Begin();
        var outcome = ContractDiagnostics.Failed;
        await using var scope = registry.Scopes.CreateAsyncScope();
        var operation = scope.ServiceProvider.GetRequiredService<Operation>();
        operation.Begin(caller.Context);
        try
        {
            // Most calls have neither rules nor guards, and pay for none.
            if ((method.Validate is not null || registry.IsGuarded<TContract>())
                && await RefuseAsync(method, arguments, operation, scope.ServiceProvider, cancellationToken) is { } refusal)
            {
                outcome = ContractDiagnostics.Refused;
                activity?.SetTag("error.type", refusal.Code);
                return method.Fail is null ? throw new ContractErrorException(method.FullName, refusal) : method.Fail(refusal);
            }

            var service = registry.Implementation<TContract>(scope.ServiceProvider);
            var result = await method.Invoke(service, arguments, cancellationToken);
            var error = method.Fail is null ? null : ((IOutcome)result!).Error;
            activity?.SetTag("error.type", error?.Code);
            await operation.CompleteAsync(error is null, cancellationToken);
            outcome = error is null ? ContractDiagnostics.Completed : ContractDiagnostics.Refused;
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = ContractDiagnostics.Cancelled;
            await operation.RollbackAsync();
            throw;
        }
        catch (Exception exception) when (outcome == ContractDiagnostics.Failed)
        {
            await operation.RollbackAsync();
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw new ContractFaultException(method.FullName, registry.Faults.Fault(exception), exception);
        }
        finally
        {
            ContractDiagnostics.End(begun, method.FullName, outcome);
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

        foreach (var guard in registry.GuardsOf<TContract>(services))
        {
            if (await guard.CheckAsync(method, operation.Context, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
