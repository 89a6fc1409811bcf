using System.Net;
using System.Text.Json;
using Shop.Shapes.Tests.Orders;

namespace Shop.Shapes.Tests.Payments;

/// <summary>Money that was taken, and how it is given back.</summary>
internal static class Till
{
    /// <summary>Sells something at 19.99 each, and waits until the money was taken.</summary>
    /// <returns>The payment.</returns>
    public static async Task<Guid> SellAsync(this Person staff, Person customer, int quantity = 1)
    {
        var order = await customer.BuyAsync(await staff.StockAsync(quantity), quantity: quantity);
        var payment = order.At("paymentId").GetGuid();
        // An order is confirmed a moment before its money is taken.
        await staff.SeePaymentAsync(payment, "captured");
        return payment;
    }

    public static async Task<JsonElement> SeePaymentAsync(this Person staff, Guid payment, string status) =>
        (await staff.SeeAsync($"/v1/payments/{payment}", answer => answer.ShouldBe(HttpStatusCode.OK).Body.Text("status") == status)).Body;

    /// <summary>Gives an amount back, or all that is left.</summary>
    public static Task<Answer> RefundAsync(this Person staff, Guid payment, long? amount, string? key = null) =>
        staff.PostAsync($"/v1/payments/{payment}/refunds", amount is null ? new { reason = "Scratched." } : new { amount, reason = "Scratched." }, With.Key(key));
}
