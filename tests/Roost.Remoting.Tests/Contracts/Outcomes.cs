using System.Text.Json;
using Roost.Contracts;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>Says how a call has ended, with all that its caller can see.</summary>
internal static class Outcomes
{
    public static async Task<string> OfAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call() switch
            {
                IOutcome { Error: { } error } => $"returned {Of(error)}",
                var value => $"returned {JsonSerializer.Serialize(value, ContractJson.Options)}",
            };
        }
        catch (ContractErrorException exception)
        {
            return $"threw an error of {exception.Method}: {Of(exception.Error)}; {exception.Message}";
        }
        catch (ContractFaultException exception)
        {
            return $"threw a fault of {exception.Method}: {Of(exception.Error)}; {exception.Message}";
        }
        catch (OperationCanceledException)
        {
            return "was cancelled";
        }
    }

    public static Task<string> OfAsync(Func<Task> call) => OfAsync(async () =>
    {
        await call();
        return "nothing";
    });

    private static string Of(Error error) =>
        $"{error.Kind} {error.Code} \"{error.Message}\" {string.Join(' ', error.Fields.Select(field => $"{field.Key}=[{string.Join('|', field.Value)}]"))}";
}
