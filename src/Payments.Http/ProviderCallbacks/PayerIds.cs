using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.ProviderCallbacks;

/// <summary>The field <c>payer_id</c> of requests that begin a payment at a provider: who pays, by the provider's own id.</summary>
internal static class PayerIds
{
    /// <summary>The field's name.</summary>
    public const string Field = "payer_id";

    /// <summary>Longest id; WeChat Pay's own limit.</summary>
    private const int Limit = 128;

    /// <summary>The id that a request names for a way to pay; null where it names none and none is needed.</summary>
    /// <exception cref="InputException">It is missing although the way to pay needs one, or can be no id.</exception>
    public static string? Read(JsonFields body, ProviderMethod method)
    {
        if (body.Text(Field) is not { Length: > 0 } id)
        {
            return method.NeedsPayer
                ? throw new InputException(Field, $"is required for {method.Name}: the payer's id in the provider's app, such as an openid")
                : null;
        }
        return id.Length <= Limit && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? id
            : throw new InputException(Field, $"expected 1 to {Limit} letters, digits, _ and -");
    }
}
