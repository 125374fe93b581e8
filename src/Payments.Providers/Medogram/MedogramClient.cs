using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Domain.Callbacks;
using Payments.Providers.Common;

namespace Payments.Providers.Medogram;

/// <summary>Calls the gateway for one account. It has no signatures: the API key, in the body alone, is all that it asks for.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="account">Whose account it is.</param>
public sealed class MedogramClient(ProviderHttp http, MedogramAccount account)
{
    /// <summary>The named client's name.</summary>
    public const string ClientName = "medogram";

    /// <summary>Begins a payment. Not sent again by itself: each request begins another one.</summary>
    public async Task<ProviderAnswer<MedogramPayment>> SendAsync(MedogramSendRequest request, CancellationToken cancellationToken)
    {
        var faults = new FieldFaults();
        request.Check(faults);
        if (faults.Refusal is { } refusal) return new ProviderAnswer<MedogramPayment>.Refused(refusal);

        return await PostAsync("gateway-send",
        [
            new("amount", request.AmountRials.ToString(CultureInfo.InvariantCulture)),
            new("redirect", request.Redirect),
            new("factorId", request.FactorId),
            new("name", request.Name), new("email", request.Email), new("description", request.Description), new("mobile", request.Mobile),
        ], ReadSent, isRepeatable: false, cancellationToken);
    }

    /// <summary>Asks whether a payment was made; what the answer means for an order is <see cref="MedogramVerdict"/>'s.</summary>
    /// <param name="transId">The bank's number, as the payer's return brought it.</param>
    /// <param name="idGet">The gateway's number of the payment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ProviderAnswer<MedogramText>> VerifyAsync(string transId, string idGet, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string?>> fields = [new("id_get", idGet), new("trans_id", transId)];
        if (account.IsForm) fields.Add(new("json", "1"));
        return PostAsync("gateway-result-second", fields, ReadVerified, isRepeatable: true, cancellationToken);
    }

    private ProviderAnswer<MedogramPayment> ReadSent(MedogramText text)
    {
        var number = text.Number ?? text.Whole("id_get") ?? text.Whole("status");
        if (number is null || number == 0 || text.Number is null && text.Whole("id_get") is null && number > 0)
            return new ProviderAnswer<MedogramPayment>.Unknown("the answer is neither a number nor an object with one");
        if (number < 0)
        {
            var kind = number == -1 ? RefusalKind.Credentials : RefusalKind.Other;
            return new ProviderAnswer<MedogramPayment>.Refused(new ProviderRefusal(kind, MedogramErrors.OfSend(number.Value)));
        }
        var idGet = number.Value.ToString(CultureInfo.InvariantCulture);
        return new ProviderAnswer<MedogramPayment>.Ok(new MedogramPayment(idGet, account.PayPage(idGet)));
    }

    private static ProviderAnswer<MedogramText> ReadVerified(MedogramText text) => text is { Number: null, Fields: null }
        ? new ProviderAnswer<MedogramText>.Unknown("the answer is neither a number nor an object")
        : new ProviderAnswer<MedogramText>.Ok(text);

    private async Task<ProviderAnswer<T>> PostAsync<T>(string call, IEnumerable<KeyValuePair<string, string?>> fields,
        Func<MedogramText, ProviderAnswer<T>> read, bool isRepeatable, CancellationToken cancellationToken)
    {
        var said = fields.Where(field => field.Value is not null).Select(field => new KeyValuePair<string, string>(field.Key, field.Value!))
            .Prepend(new("api", account.ApiKey));
        var request = new ProviderRequest(ClientName, HttpMethod.Post, new Uri($"{account.Root}/{call}"))
        {
            Body = account.IsForm ? Encoding.UTF8.GetBytes(CallbackUrl.Encode(said)) : Json(said),
            ContentType = account.IsForm ? "application/x-www-form-urlencoded" : "application/json",
            IsRepeatable = isRepeatable,
            Reach = account.Reach,
        };
        return await http.SendAsync(request, cancellationToken) switch
        {
            // Errors of the gateway come as numbers with a good status; another status is about the way to it.
            ProviderAnswer<ProviderReply>.Ok { Value: { IsSuccess: true } reply } =>
                read(MedogramText.Read(reply.Body.Span)) with { Reply = reply },
            ProviderAnswer<ProviderReply>.Ok { Value: var reply } =>
                new ProviderAnswer<T>.Unknown($"HTTP {reply.Status}") { Reply = reply },
            ProviderAnswer<ProviderReply>.Refused refused => new ProviderAnswer<T>.Refused(refused.Refusal),
            ProviderAnswer<ProviderReply>.Unknown unknown => new ProviderAnswer<T>.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };
    }

    /// <summary>The amount is a number in JSON; all else is text.</summary>
    private static byte[] Json(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var body = new JsonObject();
        foreach (var (name, value) in fields)
            body[name] = name == "amount" ? JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture)) : JsonValue.Create(value);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
