namespace Payments.Http.Console.Texts;

public sealed partial record CheckTexts
{
    /// <summary>English.</summary>
    public static readonly CheckTexts English = new()
    {
        TestTitle = "Test a callback address",
        TestText = "Calls the address as a callback would, with a test that nobody signed: a shop that checks signatures refuses it, and " +
            "that shows that it was reached.",
        TestUrl = "Callback address",
        TestForm = "As the callback of",
        Test = "Test",
        TooManyTests = "Too many tests. Try again in a minute.",
        Answered = "The shop was reached and did not take an unsigned notice for a payment, as it should.",
        Unreachable = "No answer came. The error of each attempt says why.",
        Believed = "By {0} the shop answers success to what nobody signed. Any stranger who knows the address could report a payment: " +
            "see that the shop checks the signature.",
        BelievedUnread = "By POST the shop answers success to what nobody signed, and by GET it refuses the same: it probably reads the " +
            "query alone, and hears nothing of a POST. Set notify_method to get.",
        GetFirst = "Unless you chose a notify_method, callbacks come by GET first from now on, and by POST where that fails.",
        ClinicTitle = "Signature clinic",
        ClinicText = "Paste a request as it was sent: a URL, a form, a JSON text, or a webhook's headers with its body. Nothing of it is " +
            "stored.",
        Pasted = "The request",
        Signed = "The text that your program signs",
        SignedHint = "May be left empty. What your program joins before it computes the signature; the secret in it is hidden.",
        Examine = "Examine",
        NoRequest = "There is no signed request in this text. Expected parameters such as pid=1000&money=10&sign=…, a JSON object, or " +
            "headers with an empty line and a body behind them.",
        TooLong = "{0}: at most {1} characters.",
        OtherMerchant = "The request names merchant {0}; this shop's number is {1}.",
        TextRight = "Your program signs the right text. So its secret is another one, or it computes the digest in another way.",
        Differs = "Your program's text differs from letter {0} on.",
        Behind = "Behind",
        ShouldGoOn = "it should go on",
        GoesOn = "it goes on",
        End = "(end)",
        Given = "Signature that was sent",
        Expected = "Signature that it should be",
        Base = "Text that is signed; {key} stands for the secret",
        FitsUnder = "It was made with: {0}.",
        PresentSecret = "the present secret",
        FormerSecret = "the former secret, which is in force for a while yet",
        Verdicts = new Dictionary<string, string>
        {
            ["Right"] = "The signature is right.",
            ["Mistaken"] = "The signature is wrong, and the mistake is known.",
            ["Wrong"] = "The signature is wrong. No reading gives it: compare the text below with what your program signs.",
            ["Missing"] = "There is no signature. This is what would be signed.",
        },
        Readings = new Dictionary<string, string>
        {
            ["epay"] = "EPay as documented: fields sorted by name, empty ones left out, the secret behind",
            ["epay-empty"] = "EPay with empty values kept, as V2Board and SSPanel sign",
            ["epay-stripped"] = "EPay with backslashes taken out, as V2Board signs",
            ["epay-empty-stripped"] = "EPay with empty values kept and backslashes taken out",
            ["188pay"] = "188Pay as documented: the five named fields sorted, then &secret_key= and the secret",
            ["188pay-coin"] = "188Pay with the coin that the document takes where none is sent",
            ["wopay"] = "WoPay as documented: HMAC-SHA256 of the body as it arrived, in hex behind sha256=",
            ["standard"] = "Standard Webhooks: HMAC-SHA256 of id, time and body, in base64 behind v1,",
            ["other-digest"] = "Signed with the other digest than sign_type names (MD5 where it is missing)",
            ["encoded"] = "The values were URL-encoded before signing. Sign them raw, and encode them for sending only",
            ["trimmed"] = "The values were signed without the blanks around them, and sent with them",
            ["key-field"] = "“&key=” stands before the secret. EPay has nothing there, 188Pay “&secret_key=”",
            ["secret-field"] = "“&secret_key=” stands before the secret. That is 188Pay's way; EPay has nothing there",
            ["joined"] = "An “&” stands before the secret",
            ["unsorted"] = "The fields were signed in the order in which they were sent. Sort them by name",
            ["zeros"] = "Fields with the value 0 were left out. Only empty ones are",
            ["sign-type"] = "sign_type was signed as well. It is left out, as sign is",
            ["no-secret"] = "The secret is missing at the end of the text",
            ["all-fields"] = "More fields were signed than the document names; returnUrl and subject are not signed",
            ["amount"] = "The amount was printed in another form before signing. Sign the very digits that are sent, or send a string",
            ["epay-joint"] = "The secret stands at the end without “&secret_key=”. That is EPay's way",
            ["printed-again"] = "The JSON was read and printed again before it was checked. Check the bytes as they arrived",
            ["line-end"] = "A line's end was added behind the body before it was checked",
            ["base64"] = "The digest is in base64. WoPay has it in hex behind sha256=",
            ["no-prefix"] = "“sha256=” is missing in front of the digest",
            ["no-hmac"] = "A plain SHA-256 of body and secret. It must be HMAC-SHA256 with the secret as the key",
            ["body-alone"] = "The body alone was signed. Standard Webhooks signs id, time and body with dots between",
            ["key-text"] = "The secret's text whsec_… was the key. The key is what stands behind it, decoded from base64",
            ["hex"] = "The digest is in hex. Standard Webhooks has it in base64",
        },
    };
}
