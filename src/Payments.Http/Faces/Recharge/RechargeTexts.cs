using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Faces.Recharge;

/// <summary>The words of the recharge page in one language; the page's script gets the same as JSON.</summary>
/// <param name="Lang">The language, as HTML names it.</param>
/// <param name="Other">The other language: its code and its own name.</param>
/// <param name="Words">The words by name.</param>
public sealed partial record RechargeTexts(string Lang, (string Code, string Name) Other, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>All words as JSON.</summary>
    public string Json { get; } = JsonSerializer.Serialize(Words, RechargeJson.Relaxed.IReadOnlyDictionaryStringString);

    /// <summary>A word by its name.</summary>
    public string this[string name] => Words[name];

    /// <summary>Those of the reader's language; <c>?lang=</c> decides before the browser does.</summary>
    public static RechargeTexts For(HttpRequest request) => HtmlPage.IsChinese(request) ? Chinese : English;
}
