using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Answers;

/// <summary>What an answer means.</summary>
/// <remarks>
/// Only what Alipay signed is believed. Failures of its gateway may come without a signature: they refuse what no repeat would do, as a
/// wrong key. Anything else without a fitting signature tells nothing.
/// </remarks>
internal static class AlipayVerdict
{
    /// <summary>Reads an answer whose signature was looked at. Never throws.</summary>
    /// <param name="reply">The HTTP answer.</param>
    /// <param name="envelope">Its parts; null where it has none.</param>
    /// <param name="isSigned">Whether its signature fits.</param>
    /// <param name="read">Reads the fields of a success; a <see cref="FormatException"/> makes the outcome unknown.</param>
    public static ProviderAnswer<T> Of<T>(ProviderReply reply, AlipayEnvelope? envelope, bool isSigned, Func<JsonFields, T> read)
    {
        if (!reply.IsSuccess || envelope is null) return Unknown<T>(reply, "no answer of Alipay's form");
        if (!isSigned && envelope.Sign is not null) return Unknown<T>(reply, "its signature does not fit Alipay's key");
        try
        {
            using var document = JsonDocument.Parse(envelope.Signed);
            var fields = new JsonFields(document.RootElement);
            var (code, subCode) = (fields.Required("code"), fields.Text("sub_code"));
            if (code == AlipayCodes.Done)
                return isSigned ? new ProviderAnswer<T>.Ok(read(fields)) { Reply = reply } : Unknown<T>(reply, "it is not signed");
            var words = $"{code} {subCode}: {fields.Text("sub_msg") ?? fields.Text("msg")}";
            return AlipayCodes.KindOf(code, subCode) is { } kind && (isSigned || code != AlipayCodes.Business)
                ? new ProviderAnswer<T>.Refused(new ProviderRefusal(kind, words) { Code = subCode ?? code }) { Reply = reply }
                : Unknown<T>(reply, words);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return Unknown<T>(reply, exception is FormatException ? exception.Message : "a text in it is no text");
        }
    }

    private static ProviderAnswer<T>.Unknown Unknown<T>(ProviderReply reply, string why) =>
        new($"HTTP {reply.Status}, an answer that tells nothing: {why}") { Reply = reply };
}
