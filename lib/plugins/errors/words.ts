/** What errors saw. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  none: "no error came back, so there is nothing to log",
  logged: "logged the error: {error}",
  consolidated: "counted with other errors like '{pattern}' instead of being logged: {error}",
});
