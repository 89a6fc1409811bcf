// Reads a message and a secret, says whether the reference implementation of Standard Webhooks takes the one under the other.
import { Webhook } from "standardwebhooks";

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  text += chunk;
}

const { secret, headers, body } = JSON.parse(text);
let answer;
try {
  answer = { ok: true, payload: new Webhook(secret).verify(body, headers) };
} catch (error) {
  answer = { ok: false, error: error.message };
}

process.stdout.write(JSON.stringify(answer));
