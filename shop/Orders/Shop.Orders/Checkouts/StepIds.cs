using System.Security.Cryptography;
using System.Text;
using Shop.Orders.Orders;

namespace Shop.Orders.Checkouts;

/// <summary>
/// Names what an order asks of other modules, each thing by an operation id of its own: the same again when the step is repeated, and
/// no other step's, so that a callee may keep one book for all its operations.
/// </summary>
internal static class StepIds
{
    private const int TimeBytes = 6;

    public static Guid Reservation(Order order) => Derive(order.Id, "reservation");

    public static Guid Charge(Order order) => Derive(order.Id, "charge");

    public static Guid RefundOfUnsold(Order order) => Derive(order.Id, "refund of what could not be sold");

    public static Guid RefundOfCancelled(Order order) => Derive(order.Id, "refund of what was cancelled");

    public static Guid Confirmation(Order order) => Derive(order.Id, "confirmation");

    // A UUIDv8 as in RFC 9562, section 5.8: the time of the order's own id in front, so that they lie together in indexes, then a hash.
    private static Guid Derive(Guid order, string step)
    {
        Span<byte> name = [.. order.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(step)];
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, id);
        name[..TimeBytes].CopyTo(id);
        id[6] = (byte)(0x80 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }
}
