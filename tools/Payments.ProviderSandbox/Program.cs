using System.Globalization;
using System.Text.Json;
using Payments.ProviderSandbox.Alipay;
using Payments.ProviderSandbox.Common;
using Payments.ProviderSandbox.Cryptomus;
using Payments.ProviderSandbox.Medogram;
using Payments.ProviderSandbox.WeChat;

// A stand-in of a payment provider as a process: provider-sandbox --provider alipay|cryptomus|medogram|wechat [--port N].
// It says where it listens and what its account is as one line of JSON.
const string Usage = "provider-sandbox --provider alipay|cryptomus|medogram|wechat [--port N]";
var port = 0;
if (args is not (["--provider", _] or ["--provider", _, "--port", _]) || args.Length == 4 &&
    !int.TryParse(args[3], NumberStyles.None, CultureInfo.InvariantCulture, out port))
{
    Console.Error.WriteLine(Usage);
    return 1;
}
SandboxServer? sandbox = args[1] switch
{
    AlipaySandbox.Name => await AlipaySandbox.StartAsync(TimeProvider.System, port),
    CryptomusSandbox.Name => await CryptomusSandbox.StartAsync(TimeProvider.System, port),
    MedogramSandbox.Name => await MedogramSandbox.StartAsync(TimeProvider.System, port),
    WeChatSandbox.Name => await WeChatSandbox.StartAsync(TimeProvider.System, port),
    _ => null,
};
if (sandbox is null)
{
    Console.Error.WriteLine(Usage);
    return 1;
}
await using (sandbox)
{
    Console.WriteLine(JsonSerializer.Serialize(sandbox.Account));
    await sandbox.WaitForShutdownAsync();
}
return 0;
