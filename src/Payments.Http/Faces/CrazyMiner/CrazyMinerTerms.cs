using Payments.Domain.Orders;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>What an order of this face says beside its money, whether it is made here or brought over from elsewhere.</summary>
public static class CrazyMinerTerms
{
    private const string WalletDescription = "شارژ کیف پول";
    private const string ServiceDescription = "پرداخت خدمات";

    /// <summary>The terms.</summary>
    /// <param name="type">One of <see cref="CrazyMinerTypes"/>: a charge of the wallet credits its user.</param>
    /// <param name="user">Who asked for it.</param>
    /// <param name="description">
    /// What the payer reads, at most <see cref="InputRules.SubjectLimit"/> characters; null for the type's own.
    /// </param>
    /// <param name="amount">The amount as it was written.</param>
    /// <param name="notifyUrl">Where the merchant hears of it, or null.</param>
    public static OrderTerms Of(string type, UserId user, string? description, string amount, string? notifyUrl) => new()
    {
        Face = Face.CrazyMiner,
        NotifyUrl = notifyUrl,
        Subject = description ?? (type == CrazyMinerTypes.WalletCharge ? WalletDescription : ServiceDescription),
        Type = type,
        MoneyText = amount,
        User = type == CrazyMinerTypes.WalletCharge ? user.Value : null,
        Customer = user.Value,
    };
}
