using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Roost.Faults;
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
        if (method.Validate is not null)
        {
            var validation = new ValidationContext();
            method.Validate(arguments, validation);
            if (!validation.IsValid)
            {
                ContractDiagnostics.End(begun, method.FullName, ContractDiagnostics.Refused);
                return Fail(method, Error.Invalid(validation.Errors), activity);
            }
        }

        await using var scope = registry.Scopes.CreateAsyncScope();
        var operation = scope.ServiceProvider.GetRequiredService<Operation>();
        operation.Begin(caller.Context);
        try
        {
            foreach (var guard in registry.GuardsOf<TContract>(scope.ServiceProvider))
            {
                if (await guard.CheckAsync(method, operation.Context, cancellationToken) is { } refusal)
                {
                    outcome = ContractDiagnostics.Refused;
                    return Fail(method, refusal, activity);
                }
            }

            var service = registry.Implementation<TContract>(scope.ServiceProvider);
            var result = await method.Invoke(service, arguments, cancellationToken);
            if (method.Fail is not null && result is IOutcome { Error: { } error })
            {
                // Its work is undone, as the work of a request that answers with an error is.
                activity?.SetTag("error.type", error.Code);
                await operation.RollbackAsync();
                outcome = ContractDiagnostics.Refused;
            }
            else
            {
                await operation.CommitAsync(cancellationToken);
                outcome = ContractDiagnostics.Completed;
            }

            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = ContractDiagnostics.Cancelled;
            throw;
        }
        catch (Exception exception) when (exception is not ContractErrorException and not ContractFaultException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw new ContractFaultException(method.FullName, registry.Faults.Classify(exception), exception);
        }
        finally
        {
            ContractDiagnostics.End(begun, method.FullName, outcome);
        }
    }

    private static TResult Fail<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method, Error error, Activity? activity)
        where TContract : class
        where TArguments : struct
    {
        activity?.SetTag("error.type", error.Code);
        return method.Fail is null ? throw new ContractErrorException(method.FullName, error) : method.Fail(error);
    }
}
