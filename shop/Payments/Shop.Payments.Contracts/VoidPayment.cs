namespace Shop.Payments.Contracts;

/// <summary>Asks for an authorisation to be undone, whatever became of it.</summary>
/// <param name="OperationId">Names the undoing.</param>
/// <param name="AuthorizationId">The operation id of the authorisation, which may not have arrived yet.</param>
/// <param name="OrderId">The order that it was to pay for.</param>
public sealed record VoidPayment(Guid OperationId, Guid AuthorizationId, Guid OrderId);
