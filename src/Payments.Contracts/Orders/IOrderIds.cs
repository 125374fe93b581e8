using Payments.Domain.Identity;

namespace Payments.Contracts.Orders;

/// <summary>Derives the ids of this installation, so that the same request always reaches the same grain and nobody can guess another's.</summary>
public interface IOrderIds
{
    /// <summary>The id of a merchant's order with this number, given exactly as the merchant wrote it.</summary>
    OrderId For(MerchantId merchant, string number);

    /// <summary>32 bytes that name an order on a public chain.</summary>
    byte[] ReferenceOf(OrderId order);

    /// <summary>The order's token for the headless cashier; see <see cref="Domain.Identity.CashierToken"/>.</summary>
    string CashierTokenOf(OrderId order);

    /// <summary>The order whose token this is; false where it is nobody's.</summary>
    bool TryOpenCashierToken(string? token, out OrderId order);

    /// <summary>The id of the merchant with this e-mail address; case and surrounding blanks do not matter.</summary>
    MerchantId ForEmail(string email);

    /// <summary>The id of the person with this e-mail address; case and surrounding blanks do not matter.</summary>
    PersonId PersonOf(string email);
}
