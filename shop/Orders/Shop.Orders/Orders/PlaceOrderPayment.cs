using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Orders.Orders;

internal sealed record PlaceOrderPayment(
    [property: Description("The payment provider's name for the means of payment.")][Required, RegularExpression("^pm_[a-z0-9_]{1,60}$")] string Method);
