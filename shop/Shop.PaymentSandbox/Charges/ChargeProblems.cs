using Shop.PaymentSandbox.Methods;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Charges;

/// <summary>Why calls about charges are refused.</summary>
internal static class ChargeProblems
{
    public static Problem NotFound { get; } = new(
        StatusCodes.Status404NotFound, ProblemCodes.ChargeNotFound, "There is no charge with this id.");

    public static Problem FilterRequired { get; } = new(
        StatusCodes.Status400BadRequest, ProblemCodes.FilterRequired, "Give either reference or key, the name that the charge was made under.");

    public static Problem UnknownMethod { get; } = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.UnknownMethod, $"There is no such method. Use one of {PaymentMethod.Names}.");

    public static Problem ProviderError { get; } = new(
        StatusCodes.Status500InternalServerError, ProblemCodes.ProviderError, "The provider failed, as pm_error always does. Nothing was charged.");

    public static Problem NotAuthorized(Charge charge, string remedy) => new(
        StatusCodes.Status409Conflict, ProblemCodes.ChargeNotAuthorized, $"The charge is {Word(charge.Status)}, not authorized. {remedy}");

    public static Problem NotCaptured(Charge charge) => new(
        StatusCodes.Status409Conflict,
        ProblemCodes.ChargeNotCaptured,
        $"The charge is {Word(charge.Status)}: no money was taken that could be given back.");

    private static string Word(ChargeStatus status) => status.ToString().ToLowerInvariant();
}
