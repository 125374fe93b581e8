using Microsoft.Extensions.Options;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Users;
using Payments.Providers.Medogram;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>
/// Reads <c>create/</c>: <c>amount</c> and <c>description</c> of the document, and beyond it <c>payment_type</c> and who pays, as
/// <c>name</c>, <c>email</c>, <c>phone</c>. Fields that are not known are ignored, as the document's own server does.
/// </summary>
internal sealed class CrazyMinerRequest(IOptions<CrazyMinerOptions> options, IRandomBytes random)
{
    /// <summary>The way to pay of every payment here.</summary>
    private const string Method = MedogramProvider.ProviderName;

    private const int NumberBytes = 16;
    private const int NameLimit = 200;
    private const int EmailLimit = 254;
    private const int LeastPhone = 5;
    private const int MostPhone = 20;

    /// <summary>Reads a user's request for a payment. Each is a payment of its own, under a fresh number.</summary>
    /// <exception cref="InputException">Something is missing or wrong.</exception>
    public CreateOrder Read(JsonFields body, EndUser caller)
    {
        var currency = options.Value.Currency;
        var type = CrazyMinerTypes.Read(body.Text("payment_type"));
        var amount = body.Number("amount");
        var money = InputRules.Money(amount, "amount", currency);
        var rials = currency == MoneyBounds.Toman ? money * MoneyBounds.RialsInToman : money;
        if (rials < MedogramSendRequest.LeastRials)
            throw new InputException("amount", $"at least {MedogramSendRequest.LeastRials} rials");
        var merchant = caller.Access.Merchant;
        return new CreateOrder
        {
            Merchant = merchant.Id,
            Number = Number(),
            Money = money,
            Currency = currency,
            Method = Method,
            Payer = Payer(body),
            Terms = CrazyMinerTerms.Of(
                type, caller.User, InputRules.Text(body.Text("description"), "description", InputRules.SubjectLimit), amount!,
                merchant.WebhookUrl),
        };
    }

    private string Number() => $"cm-{random.Hex(NumberBytes)}";

    private static Payer? Payer(JsonFields body)
    {
        var name = InputRules.Text(body.Text("name"), "name", NameLimit);
        var email = InputRules.Text(body.Text("email"), "email", EmailLimit);
        var phone = InputRules.Text(body.Text("phone"), "phone", MostPhone);
        if (email is not null && !email[..^1].Contains('@')) throw new InputException("email", "expected an e-mail address");
        if (phone?.Length < LeastPhone) throw new InputException("phone", $"at least {LeastPhone} characters");
        return name is null && email is null && phone is null ? null : new Payer { Name = name, Email = email, Phone = phone };
    }
}
