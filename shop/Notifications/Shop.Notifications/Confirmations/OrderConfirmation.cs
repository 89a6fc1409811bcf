using Shop.Notifications.Contracts;
using Shop.Notifications.Mails;

namespace Shop.Notifications.Confirmations;

/// <summary>The mail that says an order is confirmed.</summary>
internal static class OrderConfirmation
{
    public static Mail Write(SendConfirmation order, Mailbox from, Mailbox to) => new(
        order.OperationId,
        from,
        to,
        $"Your order {order.OrderId:D} is confirmed",
        $"""
        Hello {to.Name},

        your order is confirmed.

        Order: {order.OrderId:D}
        Total: {MoneyText.Of(order.Total)}

        Thank you for buying from us.
        """);
}
